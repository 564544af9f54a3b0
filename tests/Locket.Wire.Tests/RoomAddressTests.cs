using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace Locket.Wire.Tests;

public sealed class RoomAddressTests
{
    private const string Hex = "00112233445566778899aabbccddeeff";

    [Fact]
    public void TryParse_ThirtyTwoLowerCaseDigits_IsTaken()
    {
        Assert.True(RoomAddress.TryParse(Hex, out RoomAddress address));
        Assert.Equal(Hex, address.ToHex());
        Assert.Equal(RoomAddress.FromBytes(Convert.FromHexString(Hex)), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00112233445566778899aabbccddeef")]
    [InlineData("00112233445566778899aabbccddeeff0")]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    [InlineData("00112233445566778899aabbccddeefg")]
    [InlineData("0x112233445566778899aabbccddeeff")]
    [InlineData(" 0112233445566778899aabbccddeeff")]
    [InlineData("0011223344556677-899aabbccddeeff")]
    [InlineData("٠0112233445566778899aabbccddeeff")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(RoomAddress.TryParse(text, out _));

    [Fact]
    public void TryParse_EveryCharacterAtEveryPlace_IsTakenOnlyIfItIsADigit()
    {
        for (int place = 0; place < Hex.Length; place++)
        {
            for (int character = 0; character < 256; character++)
            {
                char[] text = Hex.ToCharArray();
                text[place] = (char)character;
                Assert.Equal(character is (>= '0' and <= '9') or (>= 'a' and <= 'f'), RoomAddress.TryParse(text, out _));
            }
        }
    }

    [Fact]
    public void ToString_AndTheDebugger_DoNotShowTheAddress()
    {
        Assert.True(RoomAddress.TryParse(Hex, out RoomAddress address));
        Assert.Equal("room address", address.ToString());
        Assert.Equal("{ToString(),nq}", typeof(RoomAddress).GetCustomAttribute<DebuggerDisplayAttribute>()?.Value);
    }

    [Fact]
    public void EntryId_KnownBytes_IsTheStartOfTheHash()
    {
        // SHA-256("locket/v1 entry" || address || "hello"), computed in Python.
        Assert.True(RoomAddress.TryParse(Hex, out RoomAddress address));
        Assert.Equal("052c7245897f7b6209313ae87e416f1a", EntryId.Compute(address, "hello"u8).ToString());
    }

    [Fact]
    public void EntryId_OtherRoomOrBody_IsAnother()
    {
        Assert.True(RoomAddress.TryParse(Hex, out RoomAddress address));
        EntryId id = EntryId.Compute(address, "hello"u8);
        Assert.NotEqual(id, EntryId.Compute(default, "hello"u8));
        Assert.NotEqual(id, EntryId.Compute(address, "hello "u8));
    }
}
