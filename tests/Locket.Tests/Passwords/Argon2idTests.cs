using Locket.Passwords;
using Xunit;

namespace Locket.Tests.Passwords;

public sealed class Argon2idTests
{
    private static readonly Argon2idParameters Small = new() { MemoryInKiB = 64, Passes = 1, Lanes = 2 };
    private static readonly byte[] Salt = new byte[16];

    [Fact]
    public void Default_Values_AreTheDocumentedOnes()
    {
        Assert.Equal(new Argon2idParameters { MemoryInKiB = 262144, Passes = 3, Lanes = 4 }, Argon2idParameters.Default);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void DeriveKey_BothOverloads_Agree(int length)
    {
        byte[] destination = new byte[length];

        Argon2id.DeriveKey([1], Salt, Small, destination, cancellationToken: TestContext.Current.CancellationToken);
        byte[] returned = Argon2id.DeriveKey([1], Salt, Small, length, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(returned, destination);
        Assert.Contains(destination, b => b != 0);
    }

    [Fact]
    public void DeriveKey_EachInputChanged_GivesAnotherKey()
    {
        byte[][] keys =
        [
            Derive([], Salt, Small, [], []),
            Derive([1], Salt, Small, [], []),
            Derive([1], new byte[17], Small, [], []),
            Derive([1], Salt, Small with { MemoryInKiB = 65 }, [], []),
            Derive([1], Salt, Small with { Passes = 2 }, [], []),
            Derive([1], Salt, Small with { Lanes = 1 }, [], []),
            Derive([1], Salt, Small, [1], []),
            Derive([1], Salt, Small, [], [1]),
        ];

        Assert.Equal(keys.Length, keys.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void DeriveKey_ShortSalt_NamesTheSalt(int length)
    {
        byte[] salt = new byte[length];

        Assert.Equal("salt", Assert.Throws<ArgumentException>(() => Derive([1], salt, Small, [], [])).ParamName);
        Assert.Equal("salt", Assert.Throws<ArgumentException>(() => DeriveInto(salt, Small, new byte[32])).ParamName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void DeriveKey_ShortKey_NamesTheParameter(int length)
    {
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => DeriveInto(Salt, Small, new byte[length])).ParamName);
        Assert.Equal(
            "lengthInBytes",
            Assert.Throws<ArgumentOutOfRangeException>(() => DeriveNew(length)).ParamName);
    }

    [Fact]
    public void DeriveKey_NegativeLength_NamesTheParameter()
    {
        Assert.Equal("lengthInBytes", Assert.Throws<ArgumentOutOfRangeException>(() => DeriveNew(-1)).ParamName);
    }

    [Fact]
    public void DeriveKey_NoParameters_NamesThem()
    {
        Assert.Equal("parameters", Assert.Throws<ArgumentNullException>(() => DeriveInto(Salt, null!, new byte[32])).ParamName);
    }

    [Theory]
    [InlineData(7, 1, 1)]
    [InlineData(31, 1, 4)]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(int.MinValue, 1, 1)]
    [InlineData(64, 0, 1)]
    [InlineData(64, -1, 1)]
    [InlineData(64, 1, 0)]
    [InlineData(64, 1, -1)]
    [InlineData(int.MaxValue, 1, 1 << 24)]
    [InlineData(64, 1, int.MaxValue)]
    public void DeriveKey_CostOutOfRange_NamesTheParameters(int memoryInKiB, int passes, int lanes)
    {
        var parameters = new Argon2idParameters { MemoryInKiB = memoryInKiB, Passes = passes, Lanes = lanes };

        Assert.Equal(
            "parameters", Assert.Throws<ArgumentOutOfRangeException>(() => DeriveInto(Salt, parameters, new byte[32])).ParamName);
        Assert.Equal(
            "parameters", Assert.Throws<ArgumentOutOfRangeException>(() => Derive([1], Salt, parameters, [], [])).ParamName);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(40, 5)]
    public void DeriveKey_LeastMemory_Works(int memoryInKiB, int lanes)
    {
        byte[] key = Derive([1], Salt, new Argon2idParameters { MemoryInKiB = memoryInKiB, Passes = 2, Lanes = lanes }, [], []);

        Assert.Contains(key, b => b != 0);
    }

    [Fact]
    public void DeriveKey_Cancelled_ThrowsAndLeavesTheDestination()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        byte[] destination = [.. Enumerable.Repeat((byte)0xa5, 32)];

        Assert.Throws<OperationCanceledException>(
            () => Argon2id.DeriveKey([1], Salt, Argon2idParameters.Default, destination, cancellationToken: source.Token));

        Assert.All(destination, b => Assert.Equal(0xa5, b));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Allocate_MoreThanTheAddressSpace_ThrowsInsufficientMemory(bool fromKernel)
    {
        Assert.SkipWhen(fromKernel && !Argon2Pages.IsSupported, "No pages of its own on this system.");
        const ulong Blocks = 1UL << 45; // 2^55 bytes: beyond what any processor of today can address.

        InsufficientMemoryException exception =
            Assert.Throws<InsufficientMemoryException>(() => Argon2Memory.Allocate(Blocks, fromKernel));

        Assert.Contains($"{Blocks} KiB", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void Allocate_AnyWay_IsAlignedForEveryVector(bool fromKernel)
    {
        Assert.SkipWhen(fromKernel && !Argon2Pages.IsSupported, "No pages of its own on this system.");
        using var memory = Argon2Memory.Allocate(5, fromKernel);

        Assert.Equal(0u, (nuint)memory.Blocks % 64);
        memory.Blocks[(5 * Argon2Geometry.BlockLengthInWords) - 1] = 1;
    }

    private static byte[] Derive(byte[] password, byte[] salt, Argon2idParameters parameters, byte[] secret, byte[] associatedData) =>
        Argon2id.DeriveKey(
            password, salt, parameters, lengthInBytes: 32, secret, associatedData, TestContext.Current.CancellationToken);

    private static byte[] DeriveNew(int length) =>
        Argon2id.DeriveKey([1], Salt, Small, length, cancellationToken: TestContext.Current.CancellationToken);

    private static void DeriveInto(byte[] salt, Argon2idParameters parameters, byte[] destination) =>
        Argon2id.DeriveKey([1], salt, parameters, destination, cancellationToken: TestContext.Current.CancellationToken);
}
