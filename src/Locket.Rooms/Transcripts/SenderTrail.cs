using Locket.Rooms.Fields;
using Locket.Rooms.Messages;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>The newest messages of a sender, by number: each names the one before it (docs/protocol.md, "What readers check").</summary>
internal sealed class SenderTrail
{
    // By rising number.
    private readonly List<Step> _steps = [];

    /// <summary>Takes a message that was opened.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="body">The hash of its body.</param>
    /// <param name="previous">What it says of the body of the one before.</param>
    public TrailFinding Add(ulong number, MessageHash body, MessageHash previous)
    {
        TrailFinding finding = _steps.Count > 0 && number <= _steps[^1].Number ? TrailFinding.Reordered : TrailFinding.None;
        if (_steps.Exists(step => step.Number == number))
        {
            // The sender says another thing under a number that it used: from here on its other story counts.
            _steps.RemoveAll(step => step.Number >= number);
        }

        bool follows = number == 0
            ? previous == MessageHash.None
            : _steps.Find(step => step.Number == number - 1) is not { } before || before.Body == previous;
        bool isFollowed = _steps.Find(step => step.Number == number + 1) is not { } after || after.Previous == body;
        if (!follows || !isFollowed)
        {
            finding |= TrailFinding.Forked;
        }

        int place = _steps.FindLastIndex(step => step.Number < number) + 1;
        _steps.Insert(place, new Step(number, body, previous));
        if (_steps.Count > TranscriptLimits.MaxTrail)
        {
            _steps.RemoveAt(0);
        }

        return finding;
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write((byte)_steps.Count);
        foreach (Step step in _steps)
        {
            saved.Write(step.Number);
            saved.Write(step.Body);
            saved.Write(step.Previous);
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved)
    {
        int count = saved.Byte();
        for (int i = 0; i < count && !saved.IsOverrun; i++)
        {
            Step step = new(saved.UInt64(), saved.MessageHash(), saved.MessageHash());
            if (i > 0 && step.Number <= _steps[^1].Number)
            {
                return false;
            }

            _steps.Add(step);
        }

        return count <= TranscriptLimits.MaxTrail && !saved.IsOverrun;
    }

    private sealed record Step(ulong Number, MessageHash Body, MessageHash Previous);
}
