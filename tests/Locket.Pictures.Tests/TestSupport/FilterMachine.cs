using Locket.Pictures.Decoding;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Runs a filter as the kernel would (classic BPF, the instructions that filters of system calls may use).</summary>
internal static class FilterMachine
{
    public const uint Allowed = 0x7FFF0000;
    public const uint Killed = 0x80000000;
    public const uint NotPermitted = 0x00050001;
    public const uint NoSuchCall = 0x00050026;

    /// <returns>The filter's verdict.</returns>
    public static uint Run(FilterInstruction[] program, uint architecture, uint number, params ulong[] arguments)
    {
        uint accumulator = 0;
        for (int at = 0; ; at++)
        {
            FilterInstruction one = program[at];
            switch (one.Code)
            {
                case 0x20:
                    accumulator = Word(architecture, number, arguments, one.Value);
                    break;
                case 0x54:
                    accumulator &= one.Value;
                    break;
                case 0x15:
                    at += accumulator == one.Value ? one.IfTrue : one.IfFalse;
                    break;
                case 0x35:
                    at += accumulator >= one.Value ? one.IfTrue : one.IfFalse;
                    break;
                case 0x45:
                    at += (accumulator & one.Value) != 0 ? one.IfTrue : one.IfFalse;
                    break;
                case 0x06:
                    return one.Value;
                default:
                    throw new InvalidOperationException($"instruction {one.Code:X} at {at}");
            }
        }
    }

    /// <summary>struct seccomp_data: the number, the architecture, the place of the call, six arguments.</summary>
    private static uint Word(uint architecture, uint number, ulong[] arguments, uint offset)
    {
        if (offset is 0 or 4)
        {
            return offset == 0 ? number : architecture;
        }

        (int argument, int half) = Math.DivRem((int)offset - 16, 8);
        ulong value = argument < arguments.Length ? arguments[argument] : 0;
        return (uint)(half == 0 ? value : value >> 32);
    }
}
