using Locket.Cli.Chat.Model;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Faces;

/// <summary>What a conversation is shown on and typed into. Only the conversation's own loop calls it.</summary>
internal interface IChatFace
{
    /// <summary>The newest place in the log whose message was shown; 0 for none.</summary>
    long SeenSeq { get; }

    /// <summary>Whether a program reads what is shown, and is to be told passwords of rooms that are offered.</summary>
    bool IsForPrograms { get; }

    /// <summary>What was shown so far has a place in no log any more: the numbers begin anew.</summary>
    void ForgetSeen();

    void Show(ChatEventJson found);

    /// <summary>A message of one's own.</summary>
    void ShowOwn(ChatEventJson own);

    /// <summary>What to give to others, and as a picture where it can be scanned.</summary>
    void ShowInvitation(ChatEventJson invitation);

    /// <summary>The answer to a command.</summary>
    void Say(IReadOnlyList<string> lines);

    /// <summary>What was asked for and cannot be.</summary>
    void Complain(string problem);

    void ShowPeople(IReadOnlyList<PersonHere> people);

    /// <summary>Brings everything before the person's eyes, or out of the program.</summary>
    void Refresh();

    /// <summary>Reads what is typed until the input ends, and hands it to the loop.</summary>
    /// <param name="loop">Takes work that may touch the face and the conversation.</param>
    /// <param name="take">Takes a line, inside the loop; null is the end of the input.</param>
    /// <param name="room">Gives a task that ends when there is room for a line; for input that can wait.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task ReadAsync(ChatLoop loop, Func<string?, Task<LineOutcome>> take, Func<Task> room, CancellationToken cancellationToken);
}
