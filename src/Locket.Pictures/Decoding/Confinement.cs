namespace Locket.Pictures.Decoding;

/// <summary>Takes from the running process what decoding does not need. There is no way back.</summary>
internal static class Confinement
{
    /// <summary>Confines this process.</summary>
    /// <param name="memoryInBytes">Beyond what it has now.</param>
    /// <returns>
    /// Whether the limits hold. Without them nothing may be decoded. The filter of system calls is there where the kernel has it.
    /// </returns>
    public static bool TryEnter(long memoryInBytes)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return false;
        }

        SystemCallFilter? filter = SystemCallFilter.Make();
        if (!InheritedDescriptors.TryClose() || !ResourceLimits.TrySet(memoryInBytes))
        {
            return false;
        }

        _ = filter?.TryInstall();
        return true;
    }
}
