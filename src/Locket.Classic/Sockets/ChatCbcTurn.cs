using System.Net;

namespace Locket.Classic;

/// <summary>A client's message that waits for its answer.</summary>
/// <param name="Client">The client's number, counted from 1.</param>
/// <param name="EndPoint">Its address.</param>
/// <param name="Text">What it wrote; untrusted.</param>
public sealed record ChatCbcTurn(int Client, IPEndPoint EndPoint, string Text);
