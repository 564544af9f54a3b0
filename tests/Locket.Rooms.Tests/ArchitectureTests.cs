using Locket.Tests.TestSupport;

namespace Locket.Rooms.Tests;

/// <summary>The folders from what callers use down to what everything uses; the room itself lies in the root.</summary>
public sealed class ArchitectureTests() : LayerContract(
    "Locket.Rooms",
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
