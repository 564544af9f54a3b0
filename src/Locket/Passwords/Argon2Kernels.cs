namespace Locket.Passwords;

/// <summary>Which kernels this machine runs.</summary>
internal static class Argon2Kernels
{
    public static Argon2KernelKind Best =>
        Argon2Vector512Kernel.IsSupported ? Argon2KernelKind.Vector512
        : Argon2Vector256Kernel.IsSupported ? Argon2KernelKind.Vector256
        : Argon2Vector128Kernel.IsSupported ? Argon2KernelKind.Vector128
        : Argon2KernelKind.Portable;

    public static bool IsSupported(Argon2KernelKind kind) => kind switch
    {
        Argon2KernelKind.Vector512 => Argon2Vector512Kernel.IsSupported,
        Argon2KernelKind.Vector256 => Argon2Vector256Kernel.IsSupported,
        Argon2KernelKind.Vector128 => Argon2Vector128Kernel.IsSupported,
        Argon2KernelKind.Portable => Argon2PortableKernel.IsSupported,
        _ => false,
    };
}
