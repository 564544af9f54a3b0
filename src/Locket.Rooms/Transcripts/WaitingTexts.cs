using System.Diagnostics.CodeAnalysis;
using System.Text;
using Locket.Rooms.Fields;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>What was typed and could not be sent yet, the oldest first.</summary>
internal sealed class WaitingTexts
{
    private readonly LinkedList<(long Local, string Text)> _texts = new();
    private long _lengthInBytes;

    public int Count => _texts.Count;

    /// <summary>Puts a text at the end; false where there is no room for it.</summary>
    public bool TryAdd(long local, string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        if (_texts.Count >= TranscriptLimits.MaxWaitingTexts || _lengthInBytes + length > TranscriptLimits.MaxWaitingInBytes)
        {
            return false;
        }

        _texts.AddLast((local, text));
        _lengthInBytes += length;
        return true;
    }

    /// <summary>Gets the oldest text, which stays.</summary>
    public bool TryPeek(out long local, [NotNullWhen(true)] out string? text)
    {
        (local, text) = _texts.First?.Value ?? default;
        return text is not null;
    }

    /// <summary>Leaves of the oldest text only its end, which is still to be sent; where that is empty, nothing of it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public void LeaveOfFirst(string rest)
    {
        (long local, string text) = _texts.First?.Value ?? throw new InvalidOperationException("internal error: no text waits");
        _texts.RemoveFirst();
        _lengthInBytes += Encoding.UTF8.GetByteCount(rest) - Encoding.UTF8.GetByteCount(text);
        if (rest.Length > 0)
        {
            _texts.AddFirst((local, rest));
        }
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write((ushort)_texts.Count);
        foreach ((long local, string text) in _texts)
        {
            saved.Write((ulong)local);
            saved.WriteText(text);
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved)
    {
        int count = saved.UInt16();
        for (int i = 0; i < count && !saved.IsOverrun; i++)
        {
            long local = (long)saved.UInt64();
            if (saved.Text(TranscriptLimits.MaxWaitingInBytes) is not { Length: > 0 } text || !TryAdd(local, text))
            {
                return false;
            }
        }

        return !saved.IsOverrun;
    }
}
