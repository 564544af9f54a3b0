using System.Text;

namespace Locket.Tests.TestSupport;

/// <summary>What another program said.</summary>
internal sealed record PeerResult(int ExitCode, byte[] Output, string Error)
{
    /// <summary>Gets the output as text, without the final line end.</summary>
    public string Text => Encoding.UTF8.GetString(Output).TrimEnd('\r', '\n');
}
