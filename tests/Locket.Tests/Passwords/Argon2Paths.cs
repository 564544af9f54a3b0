using Locket.Passwords;
using Xunit;

namespace Locket.Tests.Passwords;

/// <summary>Every way through Argon2id that this machine has: kernels, kinds of memory, numbers of threads.</summary>
internal static class Argon2Paths
{
    /// <summary>Above this, each kernel is run once: threads and kinds of memory do their part as well on little.</summary>
    private const int MaxMemoryForAllInKiB = 256;

    private static readonly int[] WorkerCounts = [1, 2, 3, 8];

    public static IEnumerable<Argon2KernelKind> Kernels => Enum.GetValues<Argon2KernelKind>().Where(Argon2Kernels.IsSupported);

    /// <summary>Checks a tag on every path; returns how many paths there were.</summary>
    public static int AssertEveryPath(Argon2Case test)
    {
        List<Argon2Run> runs = [.. RunsFor(test.Parameters)];
        foreach (Argon2Run run in runs)
        {
            byte[] tag = new byte[test.Tag.Length];
            run.DeriveKey(test.Inputs, tag);
            Assert.True(
                test.Tag.AsSpan().SequenceEqual(tag),
                $"{test.Parameters}, {run.Kernel}, {run.MaxWorkers} workers, own pages: {run.MemoryFromKernel}: {Convert.ToHexStringLower(tag)}");
        }

        return runs.Count;
    }

    private static IEnumerable<Argon2Run> RunsFor(Argon2idParameters parameters)
    {
        if (parameters.MemoryInKiB > MaxMemoryForAllInKiB)
        {
            return Kernels.Select(kernel => new Argon2Run { Parameters = parameters, Kernel = kernel });
        }

        bool[] memories = Argon2Pages.IsSupported ? [true, false] : [false];
        return from kernel in Kernels
               from workers in WorkerCounts
               from fromKernel in memories
               select new Argon2Run { Parameters = parameters, Kernel = kernel, MaxWorkers = workers, MemoryFromKernel = fromKernel };
    }
}
