using System.Text;

namespace Locket.Cli.Chat.Alerts;

/// <summary>Writes to a writer that stays its owner's.</summary>
internal sealed class ForwardingWriter : TextWriter
{
#pragma warning disable CA2213 // it stays its owner's: that is what this type is for
    private readonly TextWriter _target;
#pragma warning restore CA2213

    public ForwardingWriter(TextWriter target)
    {
        _target = target;
    }

    public override Encoding Encoding => _target.Encoding;

    public override void Write(char value) => _target.Write(value);

    public override void Write(string? value) => _target.Write(value);

    public override void WriteLine(string? value) => _target.WriteLine(value);

    public override void Flush() => _target.Flush();
}
