using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Locket.Rooms;

/// <summary>
/// The code of a room: 60 random bits, written as 12 characters of Crockford's base32 (docs/protocol.md, "Room code and keys").
/// </summary>
/// <remarks>
/// <code>
///  k7qx-29mf-c3pd      0123456789abcdefghjkmnpqrstvwxyz, 5 bits a character, the highest first
/// </code>
/// Whoever has the code finds the room and may try passwords there, so <see cref="ToString"/> does not show it; <see cref="ToText"/> does.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RoomCode : IEquatable<RoomCode>
{
    /// <summary>The length of the canonical form in characters, without hyphens.</summary>
    internal const int LengthInCharacters = 12;

    private const int BitsPerCharacter = 5;
    private const int CharactersPerGroup = 4;
    private const int BitsInAll = LengthInCharacters * BitsPerCharacter;
    private const ulong Mask = (1UL << BitsInAll) - 1;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly ulong _value;

    private RoomCode(ulong value) => _value = value;

    /// <summary>
    /// Gets the published code <c>c1as-s1c0-r00m</c>, for two people who tell each other only an address and a password.
    /// </summary>
    /// <remarks>It is weaker than a code of one's own: the relay knows it, and everyone who uses it at a relay meets in one room.</remarks>
    public static RoomCode Classic { get; } = TryParse("c1as-s1c0-r00m", out RoomCode? code)
        ? code
        : throw new InvalidOperationException("internal error: the published code is no code");

    /// <summary>Makes a code from 60 of the operating system's random bits.</summary>
    /// <returns>The code.</returns>
    public static RoomCode Generate()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return new RoomCode(BitConverter.ToUInt64(bytes) & Mask);
    }

    /// <summary>Reads a code as people write it.</summary>
    /// <param name="text">
    /// Untrusted. Upper and lower case are one, <c>o</c> stands for <c>0</c>, <c>i</c> and <c>l</c> for <c>1</c>; hyphens and spaces are
    /// dropped.
    /// </param>
    /// <param name="code">The code.</param>
    /// <returns>False where other than 12 characters of the alphabet are left.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RoomCode? code)
    {
        code = null;
        ulong value = 0;
        int count = 0;
        foreach (char character in text)
        {
            if (character is '-' or ' ')
            {
                continue;
            }

            int digit = DigitOf(character);
            if (digit < 0 || ++count > LengthInCharacters)
            {
                return false;
            }

            value = (value << BitsPerCharacter) | (uint)digit;
        }

        code = count == LengthInCharacters ? new RoomCode(value) : null;
        return code is not null;
    }

    /// <summary>Writes the code in lower case, in groups of four.</summary>
    /// <returns>14 characters.</returns>
    public string ToText()
    {
        Span<byte> canonical = stackalloc byte[LengthInCharacters];
        WriteCanonical(canonical);
        Span<char> text = stackalloc char[LengthInCharacters + (LengthInCharacters / CharactersPerGroup) - 1];
        for (int i = 0; i < text.Length; i++)
        {
            (int group, int place) = Math.DivRem(i, CharactersPerGroup + 1);
            text[i] = place == CharactersPerGroup ? '-' : (char)canonical[(group * CharactersPerGroup) + place];
        }

        return new string(text);
    }

    /// <inheritdoc/>
    public bool Equals(RoomCode? other) => other is not null && _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RoomCode);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Says what this is and nothing of it.</summary>
    /// <returns><c>RoomCode</c>.</returns>
    public override string ToString() => nameof(RoomCode);

    /// <summary>Writes the 12 ASCII characters that keys are derived from.</summary>
    internal void WriteCanonical(Span<byte> destination)
    {
        for (int i = 0; i < LengthInCharacters; i++)
        {
            int shift = BitsPerCharacter * (LengthInCharacters - 1 - i);
            destination[i] = (byte)Alphabet[(int)(_value >> shift) & (Alphabet.Length - 1)];
        }
    }

    private static int DigitOf(char character) => char.ToLowerInvariant(character) switch
    {
        // Only ASCII has a place in the alphabet; the Kelvin sign, say, has a lower case in it.
        _ when !char.IsAscii(character) => -1,
        'o' => 0,
        'i' or 'l' => 1,
        var letter => Alphabet.IndexOf(letter, StringComparison.Ordinal),
    };
}
