using System.Diagnostics.CodeAnalysis;
using System.Text;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>What was typed and could not be sent yet, the oldest first.</summary>
internal sealed class WaitingTexts
{
    private readonly Queue<(long Local, string Text)> _texts = new();
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

        _texts.Enqueue((local, text));
        _lengthInBytes += length;
        return true;
    }

    public bool TryTake(out long local, [NotNullWhen(true)] out string? text)
    {
        bool has = _texts.TryDequeue(out (long Local, string Text) first);
        (local, text) = first;
        _lengthInBytes -= has ? Encoding.UTF8.GetByteCount(first.Text) : 0;
        return has;
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
    public bool TryLoad(ref SavedReader saved)
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
