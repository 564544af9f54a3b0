namespace Locket.Pictures.Decoding;

/// <summary>Writes the filter: every call is allowed but those listed.</summary>
internal static class FilterProgram
{
    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfBitSet = 0x45;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort Return = 0x06;

    private const uint Allow = 0x7FFF0000;
    private const uint KillProcess = 0x80000000;
    private const uint Refuse = 0x00050000;
    private const uint NotPermitted = 1;
    private const uint NoSuchCall = 38;

    // Offsets in struct seccomp_data; the lower half of an argument comes first.
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint FirstArgumentOffset = 16;

    /// <summary>Threads are made by the same call as processes, with this flag.</summary>
    private const uint ThreadFlag = 0x00010000;

    /// <summary>Numbers from here on are the x32 interface of x86-64: the same calls again.</summary>
    private const uint OtherInterface = 0x40000000;

    public static FilterInstruction[] Make(SystemCallNumbers numbers, int processId)
    {
        List<FilterInstruction> program =
        [
            new(Load, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 1, 0, numbers.Architecture),
            new(Return, 0, 0, KillProcess),
            new(Load, 0, 0, NumberOffset),
            new(JumpIfAtLeast, 0, 1, OtherInterface),
            new(Return, 0, 0, KillProcess),
        ];
        foreach (uint number in numbers.Refused)
        {
            program.Add(new FilterInstruction(JumpIfEqual, 0, 1, number));
            program.Add(new FilterInstruction(Return, 0, 0, Refuse | NotPermitted));
        }

        // The C library then makes its threads by the older call, whose flags a filter can see.
        program.Add(new FilterInstruction(JumpIfEqual, 0, 1, SystemCallNumbers.ThreadOrProcessNewer));
        program.Add(new FilterInstruction(Return, 0, 0, Refuse | NoSuchCall));

        program.Add(new FilterInstruction(JumpIfEqual, 0, 3, numbers.ThreadOrProcess));
        program.Add(new FilterInstruction(Load, 0, 0, FirstArgumentOffset));
        program.Add(new FilterInstruction(JumpIfBitSet, 5, 0, ThreadFlag));
        program.Add(new FilterInstruction(Return, 0, 0, Refuse | NotPermitted));

        // The runtime stops its own threads by signals; those of others are not its business.
        program.Add(new FilterInstruction(JumpIfEqual, 0, 3, numbers.SignalThread));
        program.Add(new FilterInstruction(Load, 0, 0, FirstArgumentOffset));
        program.Add(new FilterInstruction(JumpIfEqual, 1, 0, (uint)processId));
        program.Add(new FilterInstruction(Return, 0, 0, Refuse | NotPermitted));
        program.Add(new FilterInstruction(Return, 0, 0, Allow));
        return [.. program];
    }
}
