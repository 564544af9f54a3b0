using Locket.Rooms.Files;

namespace Locket.Rooms.Conversation;

/// <summary>What a caller asks of a room about the files that it sends: checked, done with all that follows from it, or refused.</summary>
internal sealed class RoomFiles
{
    private readonly RoomState _state;
    private readonly RoomCycle _cycle;
    private readonly FileSender _sender;

    public RoomFiles(RoomState state, RoomCycle cycle, FileSender sender)
    {
        _state = state;
        _cycle = cycle;
        _sender = sender;
    }

    public long Send(string name, long lengthInBytes, DateTimeOffset now)
    {
        string clean = RoomArguments.FileName(name, lengthInBytes);
        _state.ThrowIfLeft();
        bool isBegun = false;
        long local = 0;
        RoomFailure failure = RoomFailure.NobodyHere;
        _cycle.Do(now, () =>
        {
            isBegun = _sender.TryBegin(clean, lengthInBytes, out local);
            failure = WhyNoMore();
        });
        return isBegun ? local : throw new RoomException(failure);
    }

    public bool WantsPieces(long file) => _sender.Find(file) is { } outgoing && _sender.WantsPieces(outgoing);

    public void SendPiece(long file, ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        OutgoingFile outgoing = Find(file);
        if (bytes.IsEmpty || bytes.Length != outgoing.NextInBytes)
        {
            throw new ArgumentException($"the next piece of this file has {outgoing.NextInBytes} bytes", nameof(bytes));
        }

        _cycle.Begin(now);
        bool isSent = _sender.WantsPieces(outgoing) && _sender.TryPost(outgoing, bytes);
        _cycle.End();
        if (!isSent)
        {
            throw new InvalidOperationException("no piece of this file is wanted now");
        }
    }

    public void Finish(long file, DateTimeOffset now)
    {
        OutgoingFile outgoing = Find(file);
        if (!outgoing.IsWhole)
        {
            throw new InvalidOperationException("pieces of this file are still to be sent");
        }

        _cycle.Do(now, () => _sender.Finish(outgoing));
    }

    public void Stop(long file, DateTimeOffset now) => _cycle.Do(now, () =>
    {
        if (_sender.Find(file) is { } outgoing)
        {
            _sender.Stop(outgoing);
        }
    });

    private RoomFailure WhyNoMore()
    {
        if (_state.Files.Count >= FileLimits.MaxUnderWay)
        {
            return RoomFailure.TooManyFiles;
        }

        return _state.Outbox.IsOverfull ? RoomFailure.OutboxFull : RoomFailure.NobodyHere;
    }

    private OutgoingFile Find(long file)
        => _sender.Find(file) ?? throw new ArgumentException("there is no such file under way", nameof(file));
}
