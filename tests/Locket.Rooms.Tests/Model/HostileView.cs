namespace Locket.Rooms.Tests.Model;

/// <summary>One member and the log that a hostile relay shows to it alone.</summary>
internal sealed class HostileView(ModelMember member, bool knowsPassword)
{
    public ModelMember Member { get; } = member;

    public bool KnowsPassword { get; } = knowsPassword;

    public List<byte[]> Pending { get; } = [];

    public List<byte[]> Shown { get; } = [];

    /// <summary>Gets the states that were saved, with what the numbers of texts meant in them.</summary>
    public List<(byte[] Bytes, Dictionary<long, string> Typed)> Saves { get; } = [];

    public Dictionary<long, string> Typed { get; set; } = [];

    /// <summary>Gets the texts that came whole while there was a session to open them with.</summary>
    public HashSet<(MemberId From, string Text)> Expected { get; } = [];

    /// <summary>Gets the texts that were shown.</summary>
    public HashSet<(MemberId From, string Text)> Came { get; } = [];

    public int EventsJudged { get; set; }

    public bool HasLeft { get; set; }
}
