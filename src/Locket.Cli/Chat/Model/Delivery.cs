using System.Globalization;

namespace Locket.Cli.Chat.Model;

/// <summary>What is known of one's own message. It only ever goes forward, in whatever order the news come.</summary>
internal sealed class Delivery
{
    private readonly HashSet<string> _delivered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private bool _isSent;
    private bool _isStored;
    private bool _isPerhapsLost;

    /// <summary>How many members it was sealed for.</summary>
    public int Readers { get; private set; }

    /// <summary>
    /// The mark beside the message: waiting, sent, stored, delivered or read (or perhaps lost), with numbers where there are several
    /// readers.
    /// </summary>
    public string Mark => (_isSent, _isStored, _delivered.Count, _read.Count) switch
    {
        (_, _, _, > 0) => Of("read", _read.Count),
        (_, _, > 0, _) => Of("delivered", _delivered.Count),
        (_, true, _, _) => _isPerhapsLost ? "perhaps lost" : "stored",
        (true, _, _, _) => "sent",
        _ => "waiting",
    };

    public void Sent(int readers)
    {
        _isSent = true;
        Readers = Math.Max(Readers, readers);
    }

    public void Stored() => _isStored = true;

    /// <summary>The relay that had it has lost its log, and nobody has confirmed it so far.</summary>
    public void PerhapsLost() => _isPerhapsLost = true;

    public void DeliveredTo(string member) => _delivered.Add(member);

    public void ReadBy(string member)
    {
        _delivered.Add(member);
        _read.Add(member);
    }

    private string Of(string word, int count)
        => Readers <= 1 || count >= Readers ? word : string.Create(CultureInfo.InvariantCulture, $"{word} {count}/{Readers}");
}
