using System.Globalization;
using System.Text.RegularExpressions;
using Locket.Passwords;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Passwords;

/// <summary>Compares every word of the memory after every pass with a published trace of the RFC's example.</summary>
public sealed partial class Argon2TraceTests
{
    private const int Words = Argon2Geometry.BlockLengthInWords;

    [Fact]
    public void Fill_PublishedTrace_MatchesAfterEveryPassOnEveryKernel()
    {
        string[] lines = File.ReadAllLines(Vectors.Require("argon2/kats/argon2id.txt"));
        ulong[] trace = [.. lines.Select(line => TraceLine().Match(line)).Where(match => match.Success).Select(Word)];
        var geometry = new Argon2Geometry(Argon2Case.Rfc9106.Parameters);
        Assert.Equal(geometry.Passes * geometry.Blocks * Words, (uint)trace.Length);
        Assert.Equal(Argon2Case.Rfc9106.Tag, Convert.FromHexString(lines.Single(line => line.StartsWith("Tag: ", StringComparison.Ordinal))[5..]
            .Replace(" ", string.Empty, StringComparison.Ordinal)));

        AssertTrace<Argon2PortableKernel>(geometry, trace);
        AssertTrace<Argon2Vector128Kernel>(geometry, trace);
        AssertTrace<Argon2Vector256Kernel>(geometry, trace);
        AssertTrace<Argon2Vector512Kernel>(geometry, trace);
    }

    private static unsafe void AssertTrace<TKernel>(Argon2Geometry geometry, ReadOnlySpan<ulong> trace)
        where TKernel : struct, IArgon2Kernel
    {
        if (!TKernel.IsSupported)
        {
            return;
        }

        using var memory = Argon2Memory.Allocate(geometry.Blocks + Argon2Workspace.LengthInBlocks, fromKernel: false);
        Argon2Engine<TKernel>.Seed(memory, geometry, Argon2Case.Rfc9106.Inputs, Argon2Case.Rfc9106.Tag.Length);
        for (uint pass = 0; pass < geometry.Passes; pass++)
        {
            for (uint slice = 0; slice < Argon2Geometry.Slices; slice++)
            {
                for (uint lane = 0; lane < geometry.Lanes; lane++)
                {
                    Argon2Workspace workspace = Argon2Engine<TKernel>.WorkspaceOf(memory, geometry, number: 0);
                    Argon2Filler<TKernel>.Fill(memory.Blocks, geometry, new Argon2Segment(pass, slice, lane), workspace);
                }
            }

            ReadOnlySpan<ulong> expected = trace.Slice((int)(pass * geometry.Blocks * Words), (int)geometry.Blocks * Words);
            for (int i = 0; i < expected.Length; i++)
            {
                ulong actual = memory.Blocks[(i / Words * Words) + TKernel.PositionOf(i % Words)];
                Assert.True(expected[i] == actual, $"{typeof(TKernel).Name}: pass {pass}, block {i / Words}, word {i % Words}");
            }
        }
    }

    private static ulong Word(Match match) => ulong.Parse(match.Groups["value"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Block \d{4} \[ *\d+\]: (?<value>[0-9a-f]{16})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TraceLine();
}
