namespace Locket.Pictures.Decoding;

/// <summary>A system call that the filter lets through.</summary>
/// <param name="Name">Its name in the kernel's headers.</param>
/// <param name="X64">Its number on x86-64.</param>
/// <param name="Arm64">Its number on ARM64, which lacks what newer calls replace.</param>
/// <param name="Checks">
/// All of them must hold. A call that stands in the list several times is let through where one of its entries fits.
/// </param>
internal sealed record AllowedCall(string Name, uint X64, uint? Arm64, params IReadOnlyList<ArgumentCheck> Checks);
