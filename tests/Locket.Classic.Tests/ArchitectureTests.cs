using Locket.Tests.TestSupport;

namespace Locket.Classic.Tests;

/// <summary>The folders from what callers use down to what everything uses.</summary>
public sealed class ArchitectureTests() : LayerContract(
    "Locket.Classic",
    [
        ["Adoption", "Explanation"],
        ["Sockets"],
        ["Schemes", "OpenSsl", "AesCrypt"],
        ["Ciphers", "Files"],
        ["Secrets"],
        ["Errors"],
    ]);
