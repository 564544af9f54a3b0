using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests;

/// <summary>Folders of the library depend on each other in one direction only, and its names say where a type belongs.</summary>
public sealed class ArchitectureTests
{
    /// <summary>From what callers use down to what everything uses; the room itself lies in the root.</summary>
    private static readonly LayeredSources Sources = new("Locket.Rooms",
    [
        [""],
        ["Conversation"],
        ["Transcripts"],
        ["Pairing", "Files"],
        ["Saved"],
        ["Messages"],
        ["Events", "Entries"],
        ["Invitations", "Members", "Ratchet", "Cpace"],
        ["Randomness"],
        ["Curves", "Fields"],
    ]);

    [Fact]
    public void Folders_AllOfTheLibrary_HaveALayer() => Sources.RequireLayerOfEach();

    [Fact]
    public void Namespaces_AllOfTheLibrary_ArePublicInTheRootAndInternalByFolder() => Sources.RequireNamespaces();

    [Fact]
    public void Dependencies_BetweenFolders_RunOneWay() => Sources.RequireOneWay();
}
