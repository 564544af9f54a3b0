using System.Text;

namespace Locket.Cli.Chat.Input;

/// <summary>
/// Turns the bytes that a terminal sends into keys: UTF-8, control characters, escape sequences (ECMA-48, as xterm sends them), bracketed
/// paste. Bytes may come in any pieces. What it does not know is passed over whole, so that no part of a sequence is typed.
/// </summary>
internal sealed class KeyDecoder
{
    /// <summary>No sequence of a key is longer; a longer one is given up.</summary>
    private const int LongestSequenceInBytes = 64;

    /// <summary>What is pasted beyond this is dropped.</summary>
    private const int LongestPasteInBytes = 1024 * 1024;

    private const byte Escape = 0x1B;

    private static readonly byte[] PasteEnd = "\e[201~"u8.ToArray();

    private readonly List<byte> _waiting = [];
    private readonly List<byte> _paste = [];
    private bool _isPasting;

    public IEnumerable<Key> Decode(ReadOnlySpan<byte> bytes)
    {
        List<Key> keys = [];
        foreach (byte value in bytes)
        {
            if (_isPasting)
            {
                Paste(value, keys);
            }
            else
            {
                _waiting.Add(value);
                Advance(keys);
            }
        }

        return keys;
    }

    /// <summary>Nothing followed: what waits was no sequence.</summary>
    public void Flush()
    {
        if (!_isPasting)
        {
            _waiting.Clear();
        }
    }

    private void Paste(byte value, List<Key> keys)
    {
        _waiting.Add(value);
        if (_waiting.Count > PasteEnd.Length)
        {
            KeepPasted(_waiting[0]);
            _waiting.RemoveAt(0);
        }

        if (_waiting.SequenceEqual(PasteEnd))
        {
            _isPasting = false;
            _waiting.Clear();
            keys.Add(new Key(KeyKind.Paste, PastedText.Clean(Encoding.UTF8.GetString([.. _paste]))));
            _paste.Clear();
        }
    }

    private void KeepPasted(byte value)
    {
        if (_paste.Count < LongestPasteInBytes)
        {
            _paste.Add(value);
        }
    }

    private void Advance(List<Key> keys)
    {
        byte first = _waiting[0];
        if (first == Escape)
        {
            AdvanceSequence(keys);
        }
        else if (first < 0x80)
        {
            _waiting.Clear();
            Add(keys, KeyTable.OfControl(first) ?? (first is >= 0x20 and < 0x7F ? new Key(KeyKind.Text, ((char)first).ToString()) : null));
        }
        else
        {
            AdvanceCharacter(keys);
        }
    }

    private void AdvanceCharacter(List<Key> keys)
    {
        byte[] bytes = [.. _waiting];
        System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int used);
        if (status == System.Buffers.OperationStatus.NeedMoreData)
        {
            return;
        }

        _waiting.RemoveRange(0, used);
        if (status == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune))
        {
            keys.Add(new Key(KeyKind.Text, rune.ToString()));
        }

        if (_waiting.Count > 0)
        {
            Advance(keys);
        }
    }

    private void AdvanceSequence(List<Key> keys)
    {
        if (_waiting.Count == 1)
        {
            return;
        }

        byte second = _waiting[1];
        bool isControlSequence = second == (byte)'[';
        if (second is Escape)
        {
            // Alt with a key that is a sequence itself, or two lone escapes.
            _waiting.RemoveAt(0);
        }
        else if (!isControlSequence && second != (byte)'O')
        {
            _waiting.Clear();
            Add(keys, KeyTable.OfAlt(second));
        }
        else if (_waiting.Count > 2 && _waiting[^1] is >= 0x40 and <= 0x7E)
        {
            string sequence = Encoding.ASCII.GetString([.. _waiting.Skip(2)]);
            _waiting.Clear();
            _isPasting = isControlSequence && sequence is "200~";
            Add(keys, KeyTable.OfSequence(sequence));
        }
        else if (_waiting.Count > LongestSequenceInBytes || (_waiting.Count > 2 && _waiting[^1] is < 0x20 or > 0x7E))
        {
            _waiting.Clear();
        }
    }

    private static void Add(List<Key> keys, Key? key)
    {
        if (key is { } known)
        {
            keys.Add(known);
        }
    }
}
