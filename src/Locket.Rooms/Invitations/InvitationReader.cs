using System.Buffers.Text;
using System.Globalization;

namespace Locket.Rooms.Invitations;

/// <summary>Reads an invitation from left to right and says what is wrong with the first thing that is.</summary>
internal static class InvitationReader
{
    public const string Scheme = "locket://";

    /// <summary>The characters of 32 bytes in base64url without padding.</summary>
    private const int PinInCharacters = 43;

    /// <summary>Returns null, and a problem that quotes nothing of the code, for what is no invitation.</summary>
    public static Invitation? Parse(ReadOnlySpan<char> text, out string? problem)
    {
        if (text.Length > Invitation.MaxLengthInCharacters)
        {
            problem = $"an invitation has at most {Invitation.MaxLengthInCharacters} characters";
            return null;
        }

        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            problem = $"an invitation begins with {Scheme}";
            return null;
        }

        ReadOnlySpan<char> rest = text[Scheme.Length..];
        int fragment = rest.IndexOf('#');
        ReadOnlySpan<char> parameters = fragment < 0 ? [] : rest[(fragment + 1)..];
        rest = fragment < 0 ? rest : rest[..fragment];
        int slash = rest.IndexOf('/');
        if (slash < 0)
        {
            problem = "the invitation has no room code behind its host";
            return null;
        }

        if (!TrySplitHost(rest[..slash], out string? host, out int port))
        {
            problem = "the invitation's host is no name, address or address with a port";
            return null;
        }

        if (!RoomCode.TryParse(rest[(slash + 1)..], out RoomCode? code))
        {
            problem = "the invitation's room code does not have 12 letters and digits; was all of it copied?";
            return null;
        }

        Invitation invitation = new() { Host = host!, Port = port, Code = code };
        return fragment < 0 ? Done(invitation, out problem) : ReadParameters(invitation, parameters, out problem);
    }

    private static Invitation Done(Invitation invitation, out string? problem)
    {
        problem = null;
        return invitation;
    }

    private static bool TrySplitHost(ReadOnlySpan<char> text, out string? host, out int port)
    {
        host = null;
        port = Invitation.DefaultPort;
        bool isBracketed = text is ['[', ..];
        int end = isBracketed ? text.IndexOf(']') : text.IndexOf(':');
        if (isBracketed && end < 0)
        {
            return false;
        }

        ReadOnlySpan<char> unbracketed = end < 0 ? text : text[..end];
        ReadOnlySpan<char> name = isBracketed ? text[1..end] : unbracketed;
        ReadOnlySpan<char> behind = isBracketed ? text[(end + 1)..] : text[name.Length..];

        // Brackets are for IPv6 addresses, and those need them.
        return name.Contains(':') == isBracketed
            && InvitationHost.TryNormalize(name.ToString(), out host)
            && (behind.IsEmpty || (behind[0] == ':' && TryReadPort(behind[1..], out port)));
    }

    private static bool TryReadPort(ReadOnlySpan<char> text, out int port)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && text is not ['0', ..]
            && port <= ushort.MaxValue;

    private static Invitation? ReadParameters(Invitation invitation, ReadOnlySpan<char> text, out string? problem)
    {
        bool hasSuite = false;
        foreach (Range range in text.Split('&'))
        {
            ReadOnlySpan<char> parameter = text[range];
            if (parameter.StartsWith("suite=", StringComparison.Ordinal))
            {
                if (hasSuite || parameter is not "suite=128")
                {
                    problem = "the invitation's suite is not 128, or stands twice";
                    return null;
                }

                hasSuite = true;
                invitation = invitation with { Suite = CipherSuite.Aes128 };
            }
            else if (parameter.StartsWith("pin=", StringComparison.Ordinal))
            {
                byte[] pin = new byte[Invitation.PinInBytes];
                if (!invitation.Pin.IsEmpty || !TryReadPin(parameter["pin=".Length..], pin))
                {
                    problem = "the invitation's pin is damaged, or stands twice; was all of it copied?";
                    return null;
                }

                invitation = invitation with { Pin = pin };
            }
            else
            {
                // It may mean something that must not be missed.
                problem = "the invitation has a parameter that this version does not know; a newer one may";
                return null;
            }
        }

        return Done(invitation, out problem);
    }

    private static bool TryReadPin(ReadOnlySpan<char> text, Span<byte> pin)
    {
        // The last character has two bits to spare: only zeros there, so that one pin has one spelling.
        return text.Length == PinInCharacters
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, pin, out int written)
            && written == pin.Length
            && text.SequenceEqual(Base64Url.EncodeToString(pin));
    }
}
