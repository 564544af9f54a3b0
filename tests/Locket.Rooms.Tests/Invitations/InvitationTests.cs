using Xunit;

namespace Locket.Rooms.Tests.Invitations;

public class InvitationTests
{
    private const string Pin = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    [Theory]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd", "relay.example", 443, CipherSuite.Aes256, false)]
    [InlineData("locket://relay.example:7443/k7qx-29mf-c3pd", "relay.example", 7443, CipherSuite.Aes256, false)]
    [InlineData("locket://127.0.0.1:1/k7qx-29mf-c3pd#suite=128", "127.0.0.1", 1, CipherSuite.Aes128, false)]
    [InlineData("locket://[::1]:65535/k7qx-29mf-c3pd#pin=" + Pin, "::1", 65535, CipherSuite.Aes256, true)]
    [InlineData("locket://[2001:db8::7]/k7qx-29mf-c3pd#suite=128&pin=" + Pin, "2001:db8::7", 443, CipherSuite.Aes128, true)]
    public void TryParse_CanonicalInvitation_RoundTrips(string text, string host, int port, CipherSuite suite, bool hasPin)
    {
        Assert.True(Invitation.TryParse(text, out Invitation? invitation, out string? problem));
        Assert.Null(problem);
        Assert.Equal(host, invitation.Host);
        Assert.Equal(port, invitation.Port);
        Assert.Equal("k7qx-29mf-c3pd", invitation.Code.ToText());
        Assert.Equal(suite, invitation.Suite);
        Assert.Equal(hasPin ? [.. Enumerable.Range(0, 32).Select(i => (byte)i)] : [], invitation.Pin.ToArray());
        Assert.Equal(text, invitation.ToText());
    }

    [Theory]
    [InlineData("  LOCKET://Relay.Example:443/K7QX 29MF C3PD\n", "locket://relay.example/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example/k7qx29mfc3pd#pin=" + Pin + "&suite=128", "locket://relay.example/k7qx-29mf-c3pd#suite=128&pin=" + Pin)]
    [InlineData("locket://[2001:DB8:0:0::7]/k7qx-29mf-c3pd", "locket://[2001:db8::7]/k7qx-29mf-c3pd")]
    public void TryParse_OtherSpelling_IsTheSameInvitation(string text, string canonical)
    {
        Assert.True(Invitation.TryParse(text, out Invitation? invitation, out _));
        Assert.Equal(canonical, invitation.ToText());
        Assert.True(Invitation.TryParse(canonical, out Invitation? same, out _));
        Assert.Equal(same, invitation);
        Assert.Equal(same.GetHashCode(), invitation.GetHashCode());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relay.example/k7qx-29mf-c3pd")]
    [InlineData("https://relay.example/k7qx-29mf-c3pd")]
    [InlineData("locket:/relay.example/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example")]
    [InlineData("locket://relay.example/")]
    [InlineData("locket:///k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example/k7qx-29mf-c3p")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd/")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd?a=b")]
    [InlineData("locket://user@relay.example/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example:/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example:0/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example:080/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example:65536/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example:99999999999/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example:+1/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example:1:2/k7qx-29mf-c3pd")]
    [InlineData("locket://relay..example/k7qx-29mf-c3pd")]
    [InlineData("locket://-relay.example/k7qx-29mf-c3pd")]
    [InlineData("locket://relay_1/k7qx-29mf-c3pd")]
    [InlineData("locket://rel\u00E4y.example/k7qx-29mf-c3pd")]
    [InlineData("locket://1.2.3/k7qx-29mf-c3pd")]
    [InlineData("locket://1.2.3.256/k7qx-29mf-c3pd")]
    [InlineData("locket://01.2.3.4/k7qx-29mf-c3pd")]
    [InlineData("locket://0x7f.1/k7qx-29mf-c3pd")]
    [InlineData("locket://2130706433/k7qx-29mf-c3pd")]
    [InlineData("locket://::1/k7qx-29mf-c3pd")]
    [InlineData("locket://[::1/k7qx-29mf-c3pd")]
    [InlineData("locket://[::1]x/k7qx-29mf-c3pd")]
    [InlineData("locket://[fe80::1%eth0]/k7qx-29mf-c3pd")]
    [InlineData("locket://[relay.example]/k7qx-29mf-c3pd")]
    [InlineData("locket://[127.0.0.1]/k7qx-29mf-c3pd")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#suite=256")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#suite=")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#SUITE=128")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#suite=128&suite=128")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#suite=128&")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#suite=128#suite=128")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#pin=" + Pin + "&pin=" + Pin)]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#pin=" + Pin + "=")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#pin=" + Pin + "A")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#pin=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#pin=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH+8")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#pin= AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("locket://relay.example/k7qx-29mf-c3pd#relay=2")]
    public void TryParse_AnythingElse_SaysWhatIsWrongAndNothingOfTheCode(string? text)
    {
        Assert.False(Invitation.TryParse(text, out Invitation? invitation, out string? problem));
        Assert.Null(invitation);
        Assert.NotNull(problem);
        Assert.DoesNotContain("k7qx", problem, StringComparison.OrdinalIgnoreCase);
        Assert.False(problem.EndsWith('.'));
    }

    [Fact]
    public void TryParse_LongestAndOneLonger_IsTakenAndRefused()
    {
        const string start = "locket://relay.example/k7qx-29mf-c3pd";
        string longest = start + new string('-', Invitation.MaxLengthInCharacters - start.Length);
        Assert.True(Invitation.TryParse(longest, out _, out _));
        Assert.False(Invitation.TryParse(longest + "-", out _, out string? problem));
        Assert.Contains("512", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_EveryOneOfManyMutations_IsRefusedOrRoundTrips()
    {
        const string text = "locket://[2001:db8::7]:7443/k7qx-29mf-c3pd#suite=128&pin=" + Pin;
        Random random = new(1);
        int taken = 0;
        for (int i = 0; i < 20_000; i++)
        {
            char[] changed = text.ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = random.Next(8) == 0 ? (char)random.Next(0x2200) : text[random.Next(text.Length)];
            }

            if (Invitation.TryParse(new string(changed), out Invitation? invitation, out _))
            {
                taken++;
                Assert.True(Invitation.TryParse(invitation.ToText(), out Invitation? again, out _));
                Assert.Equal(invitation, again);
                Assert.Equal(invitation.ToText(), again.ToText());
            }
        }

        Assert.InRange(taken, 1000, 19_000);
    }

    [Fact]
    public void Init_ValuesOutOfRange_Throws()
    {
        RoomCode code = RoomCode.Classic;
        Assert.Throws<ArgumentException>(() => new Invitation { Host = "[::1]", Code = code });
        Assert.Throws<ArgumentException>(() => new Invitation { Host = "a/b", Code = code });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Invitation { Host = "a", Code = code, Port = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Invitation { Host = "a", Code = code, Port = 65536 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Invitation { Host = "a", Code = code, Suite = (CipherSuite)2 });
        Assert.Throws<ArgumentException>(() => new Invitation { Host = "a", Code = code, Pin = new byte[31] });
    }

    [Fact]
    public void ToString_AnyInvitation_ShowsNothing()
        => Assert.Equal("Invitation", new Invitation { Host = "relay.example", Code = RoomCode.Classic }.ToString());
}
