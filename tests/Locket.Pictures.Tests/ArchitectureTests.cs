using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests;

/// <summary>Folders of the library depend on each other in one direction only, and its names say where a type belongs.</summary>
public sealed class ArchitectureTests
{
    /// <summary>From what callers use down to what everything uses.</summary>
    private static readonly LayeredSources Sources = new("Locket.Pictures",
    [
        ["Redaction"],
        ["Sealing"],
        ["Cleaning", "Carriers"],
        ["Veil", "Thumbnails", "Showing"],
        ["Decoding"],
        ["Previews"],
        ["Details"],
        ["Recognition"],
        ["Pixels"],
        ["Containers"],
        ["Errors", "Files"],
    ]);

    [Fact]
    public void Folders_AllOfTheLibrary_HaveALayer() => Sources.RequireLayerOfEach();

    [Fact]
    public void Namespaces_AllOfTheLibrary_ArePublicInTheRootAndInternalByFolder() => Sources.RequireNamespaces();

    [Fact]
    public void Dependencies_BetweenFolders_RunOneWay() => Sources.RequireOneWay();
}
