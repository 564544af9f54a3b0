namespace Locket.Classic.Sockets;

/// <summary>Judges what came so far.</summary>
internal delegate Arrival ArrivalJudge(ReadOnlySpan<byte> received);
