using System.Globalization;

namespace Locket.Cli.Chat.Model;

/// <summary>What is known of one's own message. It only ever goes forward, in whatever order the news come.</summary>
internal sealed class Delivery
{
    private readonly HashSet<string> _delivered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private bool _isStored;
    private bool _isPerhapsLost;
    private int _others;

    /// <summary>Whether it was sealed for somebody.</summary>
    public bool IsSent { get; private set; }

    /// <summary>How many members it was sealed for.</summary>
    public int Readers { get; private set; }

    /// <summary>Whether there is no connection, so that what was sealed waits, too.</summary>
    public bool IsHeld { get; set; }

    /// <summary>
    /// The mark beside the message: waiting, sent, stored, delivered or read (or perhaps lost), with numbers where there are several
    /// members.
    /// </summary>
    public string Mark => (IsSent, _isStored, _delivered.Count, _read.Count) switch
    {
        (_, _, _, > 0) => Of("read", _read.Count),
        (_, _, > 0, _) => Of("delivered", _delivered.Count),
        (_, true, _, _) => _isPerhapsLost ? "perhaps lost" : "stored",
        (true, _, _, _) when !IsHeld => "sent",
        _ => "waiting",
    };

    /// <param name="readers">For how many members it was sealed.</param>
    /// <param name="others">How many more members there are, who do not get it.</param>
    public void Sent(int readers, int others = 0)
    {
        IsSent = true;
        Readers = Math.Max(Readers, readers);
        _others = Math.Max(_others, others);
    }

    public void Stored() => _isStored = true;

    /// <summary>The relay that had it has lost its log, and not everybody has confirmed it.</summary>
    public void PerhapsLost() => _isPerhapsLost = true;

    public void DeliveredTo(string member) => _delivered.Add(member);

    public void ReadBy(string member)
    {
        _delivered.Add(member);
        _read.Add(member);
    }

    private string Of(string word, int count)
    {
        int all = Readers + _others;
        return all <= 1 || count >= all ? word : string.Create(CultureInfo.InvariantCulture, $"{word} {count} of {all}");
    }
}
