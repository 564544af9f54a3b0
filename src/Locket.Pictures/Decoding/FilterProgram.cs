namespace Locket.Pictures.Decoding;

/// <summary>Writes the filter: every call is refused but those listed.</summary>
internal static class FilterProgram
{
    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfBitSet = 0x45;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort MaskBits = 0x54;
    private const ushort Return = 0x06;

    private const uint Allow = 0x7FFF0000;
    private const uint KillProcess = 0x80000000;
    private const uint NotPermitted = 0x00050000 | 1;
    private const uint NoSuchCall = 0x00050000 | 38;

    // Offsets in struct seccomp_data; the lower half of an argument comes first.
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint FirstArgumentOffset = 16;
    private const uint ArgumentInBytes = 8;
    private const uint HalfInBytes = 4;

    /// <summary>Numbers from here on are the x32 interface of x86-64: the same calls again.</summary>
    private const uint OtherInterface = 0x40000000;

    /// <summary>
    /// From clone3 on, whose number is the same on every architecture, nothing is allowed, and the kernel seems not to have it: libraries
    /// that try a new call first then do with an older one, such as clone, whose flags a filter can see.
    /// </summary>
    private const uint NewerCalls = 435;

    /// <summary>A jump to the entry after this one, until it is known how far that is.</summary>
    private const byte ToNext = byte.MaxValue;

    public static FilterInstruction[] Make(SystemCallInterface calls, int processId)
    {
        List<FilterInstruction> program =
        [
            new(Load, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 1, 0, calls.Architecture),
            new(Return, 0, 0, KillProcess),
            new(Load, 0, 0, NumberOffset),
            new(JumpIfAtLeast, 0, 1, OtherInterface),
            new(Return, 0, 0, KillProcess),
        ];
        foreach (AllowedCall call in AllowedCalls.For(processId))
        {
            if (calls.NumberOf(call) is uint number)
            {
                AddCall(program, number, call.Checks);
            }
        }

        program.Add(new FilterInstruction(JumpIfAtLeast, 0, 1, NewerCalls));
        program.Add(new FilterInstruction(Return, 0, 0, NoSuchCall));
        program.Add(new FilterInstruction(Return, 0, 0, NotPermitted));
        return [.. program];
    }

    private static void AddCall(List<FilterInstruction> program, uint number, IReadOnlyList<ArgumentCheck> checks)
    {
        List<FilterInstruction> body = [];
        foreach (ArgumentCheck check in checks)
        {
            AddCheck(body, check);
        }

        body.Add(new FilterInstruction(Return, 0, 0, Allow));

        // Where a check fails, what follows is the next entry, which looks at the number again.
        int end = body.Count;
        for (int i = 0; i < end; i++)
        {
            FilterInstruction one = body[i];
            byte toNext = (byte)(end - i - 1);
            body[i] = one with
            {
                IfTrue = one.IfTrue == ToNext ? toNext : one.IfTrue,
                IfFalse = one.IfFalse == ToNext ? toNext : one.IfFalse,
            };
        }

        if (checks.Count > 0)
        {
            body.Add(new FilterInstruction(Load, 0, 0, NumberOffset));
        }

        program.Add(new FilterInstruction(JumpIfEqual, 0, (byte)body.Count, number));
        program.AddRange(body);
    }

    private static void AddCheck(List<FilterInstruction> body, ArgumentCheck check)
    {
        uint offset = FirstArgumentOffset + ((uint)check.Argument * ArgumentInBytes);
        body.Add(new FilterInstruction(Load, 0, 0, offset));
        switch (check.Test)
        {
            case ArgumentTest.IsEqual:
                body.Add(new FilterInstruction(JumpIfEqual, 0, ToNext, check.Value));
                break;
            case ArgumentTest.HasAll:
                body.Add(new FilterInstruction(MaskBits, 0, 0, check.Value));
                body.Add(new FilterInstruction(JumpIfEqual, 0, ToNext, check.Value));
                break;
            case ArgumentTest.HasNone:
                body.Add(new FilterInstruction(JumpIfBitSet, ToNext, 0, check.Value));
                break;
            default:
                body.Add(new FilterInstruction(JumpIfEqual, 0, ToNext, 0));
                body.Add(new FilterInstruction(Load, 0, 0, offset + HalfInBytes));
                body.Add(new FilterInstruction(JumpIfEqual, 0, ToNext, 0));
                break;
        }
    }
}
