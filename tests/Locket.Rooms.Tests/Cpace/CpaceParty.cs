using System.Text;
using Locket.Rooms.Cpace;
using Locket.Rooms.Randomness;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Cpace;

/// <summary>What one side of a test's run believes.</summary>
internal sealed record CpaceParty
{
    public string Password { get; init; } = "hello";

    public string Channel { get; init; } = "channel";

    public string Session { get; init; } = "0123456789abcdef";

    public string AssociatedData { get; init; } = "1";

    public CpaceInputs Inputs => new()
    {
        PasswordSecret = Encoding.UTF8.GetBytes(Password),
        Channel = Encoding.UTF8.GetBytes(Channel),
        Session = Encoding.UTF8.GetBytes(Session),
    };

    public byte[] Data => Encoding.UTF8.GetBytes(AssociatedData);

    public CpaceInitiator Start(IRandomSource random) => new(Inputs, Data, random);

    public CpaceResponder? Answer(CpaceInitiator initiator, CpaceParty other, IRandomSource random)
        => CpaceResponder.TryRespond(Inputs, new(initiator.Share, other.Data), Data, random, out CpaceResponder? run) ? run : null;

    /// <summary>Finishes as the initiator; null on failure, after checking that a failure leaves nothing behind.</summary>
    public static (byte[] Key, byte[] Tag)? Finish(
        CpaceInitiator run, ReadOnlySpan<byte> share, ReadOnlySpan<byte> data, ReadOnlySpan<byte> tag)
    {
        byte[] own = [.. Enumerable.Repeat((byte)0xff, CpaceTranscript.TagInBytes)];
        if (run.TryFinish(new(share, data), tag, own, out SecretBytes? key))
        {
            using (key)
            {
                return (key.Span.ToArray(), own);
            }
        }

        Assert.Null(key);
        Assert.Equal(new byte[CpaceTranscript.TagInBytes], own);
        return null;
    }
}
