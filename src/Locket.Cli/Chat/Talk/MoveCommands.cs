using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Errors;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>How members go to another room together: <c>/move</c> asks them to come along, and <c>/join</c> does.</summary>
internal sealed class MoveCommands : IDisposable
{
    /// <summary>As many as a room has members.</summary>
    private const int MostOffers = 32;

    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly NameBook _names;
    private readonly List<MoveOffered> _offers = [];

    public MoveCommands(IChatRoom room, IChatFace face, ChatSetup setup, NameBook names)
    {
        _room = room;
        _face = face;
        _setup = setup;
        _names = names;
    }

    /// <summary>Where to go; its password belongs to whoever takes it.</summary>
    public MoveTarget? Target { get; private set; }

    /// <summary>Keeps an offer, which becomes this object's own.</summary>
    public void Note(RoomEvent found)
    {
        if (found is MoveOffered offer)
        {
            // Each member's own newest: nobody can put an offer in the place of one that the user has read.
            MoveOffered? before = _offers.Find(other => other.From == offer.From) ?? (_offers.Count == MostOffers ? _offers[0] : null);
            if (before is not null)
            {
                _offers.Remove(before);
                before.Dispose();
            }

            _offers.Add(offer);
        }
    }

    /// <summary>Zeroes the passwords of rooms that were offered.</summary>
    public void Dispose() => _offers.ForEach(offer => offer.Dispose());

    /// <summary>Makes another room and asks members to come along; without names, everyone who is here.</summary>
    public async Task<ChatEnd> MoveAsync(string names)
    {
        string[] words = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        RoomMember[] paired = [.. _room.Members.Where(member => member.IsPaired)];
        IEnumerable<RoomMember> named = words.Length > 0 ? words.Select(word => _names.One(paired, word)) : paired;
        MemberId[] members = [.. named.Select(member => member.Id).Distinct()];
        if (members.Length == 0)
        {
            throw CommandException.Usage("nobody is here to go with");
        }

        Invitation invitation = _setup.Invitation with { Code = RoomCode.Generate(), Pin = Pin() };
        Password password = MakePassword();
        try
        {
            await _room.SendMoveAsync(members, invitation.ToText(), password);
            string asked = string.Join(", ", members.Select(member => Shown.Text(_names.Of(member))));
            _face.Say([$"asked {asked} to come along; they say /join"]);
        }
        catch
        {
            password.Dispose();
            throw;
        }

        Target = new MoveTarget(invitation, password);
        return ChatEnd.Moved;
    }

    /// <summary>Goes where a member asked to go; without a name, the only one who did.</summary>
    public ChatEnd Join(string name)
    {
        // Whoever offered has often left already, so that only the offers know who that was.
        MoveOffered[] found = name.Length == 0 ? [.. _offers] : [.. _offers.Where(offer => IsCalled(offer.From, name))];
        MoveOffered chosen = found switch
        {
            [MoveOffered only] => only,
            [] when name.Length == 0 => throw CommandException.Usage("nobody offered another room"),
            [] => throw CommandException.Usage($"nobody called '{name}' offered another room"),
            _ => throw CommandException.Usage(
                "several offered another room: say /join and one of "
                    + string.Join(", ", found.Select(offer => Shown.Text(_names.Of(offer.From))))),
        };
        Target = Invitation.TryParse(chosen.Invitation, out Invitation? invitation, out string? problem)
            ? new MoveTarget(invitation, chosen.CopyPassword())
            : throw CommandException.Usage($"the other room's invitation is damaged: {problem}");
        return ChatEnd.Moved;
    }

    private static Password MakePassword()
    {
        char[] text = NewPassword.Make(NewPassword.LengthFor(NewPassword.DefaultBits));
        try
        {
            return new Password(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    /// <summary>What the others must find at the relay. HOST:PORT alone tells them nothing, and what this side found there does.</summary>
    private ReadOnlyMemory<byte> Pin()
    {
        if (!_setup.Invitation.Pin.IsEmpty)
        {
            return _setup.Invitation.Pin;
        }

        return _room.HasMetRelay
            ? _room.LearnedPin
            : throw CommandException.Usage("the relay was not reached yet, so that nobody could be told how to know it");
    }

    private bool IsCalled(MemberId member, string name)
        => string.Equals(_names.Of(member), name, StringComparison.OrdinalIgnoreCase)
            || (name.Length >= 4 && member.ToHex().StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
