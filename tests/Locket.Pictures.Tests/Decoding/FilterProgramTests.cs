using Locket.Pictures.Decoding;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Decoding;

/// <summary>The filter's verdicts on every call of both architectures, without the kernel.</summary>
public sealed class FilterProgramTests
{
    private const int Self = 4711;
    private const ulong Other = 4712;
    private const uint NewerCalls = 435;

    public static TheoryData<string> Architectures => ["x64", "arm64"];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void AllowedCalls_Numbers_AreThoseOfTheKernelsHeaders(string architecture)
    {
        (SystemCallInterface calls, string header) = Find(architecture);
        Dictionary<string, uint> numbers = KernelHeaders.Read(header);
        Assert.Equal(calls.SetFilter, numbers["seccomp"]);
        Assert.Equal(NewerCalls, numbers["clone3"]);
        foreach (AllowedCall call in AllowedCalls.For(Self))
        {
            Assert.Equal((call.Name, numbers.TryGetValue(call.Name, out uint number) ? number : null), (call.Name, calls.NumberOf(call)));
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Make_EveryCallOfTheHeaders_IsRefusedUnlessListed(string architecture)
    {
        (SystemCallInterface calls, string header) = Find(architecture);
        HashSet<string> listed = [.. AllowedCalls.For(Self).Select(call => call.Name)];
        FilterInstruction[] program = FilterProgram.Make(calls, Self);
        foreach ((string name, uint number) in KernelHeaders.Read(header))
        {
            if (!listed.Contains(name))
            {
                uint expected = number >= NewerCalls ? FilterMachine.NoSuchCall : FilterMachine.NotPermitted;
                Assert.Equal((name, expected), (name, FilterMachine.Run(program, calls.Architecture, number, 0, 0, 0)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Make_EveryNumber_HasTheVerdictOfTheList(string architecture)
    {
        (SystemCallInterface calls, _) = Find(architecture);
        FilterInstruction[] program = FilterProgram.Make(calls, Self);
        HashSet<uint> free = [.. AllowedCalls.For(Self).Where(call => call.Checks.Count == 0).Select(calls.NumberOf).OfType<uint>()];
        HashSet<uint> bound = [.. AllowedCalls.For(Self).Where(call => call.Checks.Count > 0).Select(calls.NumberOf).OfType<uint>()];
        Assert.InRange(free.Count, 38, 60);
        Assert.Equal(6, bound.Count);
        Assert.Empty(free.Intersect(bound));
        for (uint number = 0; number < 2000; number++)
        {
            uint verdict = FilterMachine.Run(program, calls.Architecture, number, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);
            uint expected = free.Contains(number) ? FilterMachine.Allowed : number >= NewerCalls ? FilterMachine.NoSuchCall : FilterMachine.NotPermitted;
            Assert.Equal((number, expected), (number, verdict));
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Make_AnotherInterface_EndsTheProcess(string architecture)
    {
        (SystemCallInterface calls, _) = Find(architecture);
        FilterInstruction[] program = FilterProgram.Make(calls, Self);
        Assert.Equal(FilterMachine.Killed, FilterMachine.Run(program, calls.Architecture, 0x40000000));
        Assert.Equal(FilterMachine.Killed, FilterMachine.Run(program, calls.Architecture, uint.MaxValue));
        foreach (uint other in new[] { 0x40000003u, 0x40000028u, 0xC000003Eu, 0xC00000B7u }.Where(other => other != calls.Architecture))
        {
            Assert.Equal(FilterMachine.Killed, FilterMachine.Run(program, other, 0));
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Make_Arguments_AreChecked(string architecture)
    {
        (SystemCallInterface calls, _) = Find(architecture);
        FilterInstruction[] program = FilterProgram.Make(calls, Self);
        (string Name, ulong[] Arguments, bool IsAllowed)[] cases =
        [
            // What the C libraries of Debian and Alpine make threads with; then a process, and threads in a namespace of their own.
            ("clone", [0x003D0F00], true), ("clone", [0x007D0F00], true), ("clone", [17], false), ("clone", [0x00010000], false),
            ("clone", [0x00010800], false), ("clone", [0x00010100], false), ("clone", [0x403D0F00], false), ("clone", [0x103D0F00], false),
            ("tgkill", [Self, Self, 6], true), ("tgkill", [Other, Other, 0], false), ("tgkill", [ulong.MaxValue, 1, 9], false),
            ("prlimit64", [0, 0, 4096, 0], true), ("prlimit64", [0, 7, 0, 4096], true), ("prlimit64", [0, 7, 4096, 0], false),
            ("prlimit64", [0, 7, 1ul << 32, 0], false), ("prlimit64", [Other, 0, 4096, 0], false), ("prlimit64", [Other, 7, 0, 4096], false),
            ("fcntl", [0, 1], true), ("fcntl", [0, 3], true), ("fcntl", [0, 0], false), ("fcntl", [0, 2], false), ("fcntl", [0, 4], false), ("fcntl", [0, 8], false),
            ("fcntl", [0, 1024], false), ("fcntl", [0, 1030], false),
            ("sched_getaffinity", [0, 128, 4096], true), ("sched_getaffinity", [Other, 128, 4096], false),
            ("madvise", [0, 4096, 4], true), ("madvise", [0, 4096, 17], true), ("madvise", [0, 4096, 100], false), ("madvise", [0, 4096, 101], false),
        ];
        foreach ((string name, ulong[] arguments, bool isAllowed) in cases)
        {
            uint number = AllowedCalls.For(Self).Where(call => string.Equals(call.Name, name, StringComparison.Ordinal)).Select(calls.NumberOf).OfType<uint>().First();
            string shown = name + string.Join(' ', arguments);
            uint expected = isAllowed ? FilterMachine.Allowed : FilterMachine.NotPermitted;
            Assert.Equal((shown, expected), (shown, FilterMachine.Run(program, calls.Architecture, number, arguments)));
        }
    }

    private static (SystemCallInterface Calls, string Header) Find(string architecture) => architecture switch
    {
        "x64" => (SystemCallInterface.X64, KernelHeaders.X64),
        _ => (SystemCallInterface.Arm64, KernelHeaders.Generic),
    };
}
