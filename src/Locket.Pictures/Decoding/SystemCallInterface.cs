using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>The kernel's interface on one architecture: whose numbers mean what.</summary>
/// <param name="Architecture">The kernel's constant for it (linux/audit.h).</param>
/// <param name="SetFilter">The number of seccomp(2), by which the filter is put in place.</param>
/// <param name="NumberOf">A call's number; <see langword="null"/> where the architecture does not have it.</param>
internal sealed record SystemCallInterface(uint Architecture, long SetFilter, Func<AllowedCall, uint?> NumberOf)
{
    public static SystemCallInterface X64 { get; } = new(0xC000003E, 317, static call => call.X64);

    public static SystemCallInterface Arm64 { get; } = new(0xC00000B7, 277, static call => call.Arm64);

    public static SystemCallInterface? Current => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => X64,
        System.Runtime.InteropServices.Architecture.Arm64 => Arm64,
        _ => null,
    };
}
