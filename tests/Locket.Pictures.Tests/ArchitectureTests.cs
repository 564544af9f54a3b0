using Locket.Tests.TestSupport;

namespace Locket.Pictures.Tests;

/// <summary>The folders from what callers use down to what everything uses.</summary>
public sealed class ArchitectureTests() : LayerContract(
    "Locket.Pictures",
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
