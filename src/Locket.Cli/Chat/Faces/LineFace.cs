using Locket.Cli.Chat.Model;
using Locket.Cli.Chat.Talk;
using Locket.Cli.Chat.Text;
using Locket.Cli.Commands;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Faces;

/// <summary>
/// Lines for pipes and scripts: each line of the input is a message or a command; messages of others are lines of the standard output, and
/// everything else goes to the error output. With JSON every event is an object on the standard output.
/// </summary>
internal sealed class LineFace : IChatFace
{
    /// <summary>The longest line that is sent, in bytes. A room splits what is longer than one of its messages.</summary>
    private const int LongestLineInBytes = 1024 * 1024;

    private readonly CommandRun _run;
    private readonly bool _isJson;
    private readonly InputLines _lines;
    private InputLine? _held;
    private bool _hasSaidWaiting;

    public LineFace(CommandRun run, bool isJson)
    {
        _run = run;
        _isJson = isJson;
        _lines = new InputLines(() => run.Console.Input, LongestLineInBytes);
    }

    public long SeenSeq { get; private set; }

    public bool IsForPrograms => _isJson;

    public void ForgetSeen() => SeenSeq = 0;

    public void Show(ChatEventJson found)
    {
        if (_isJson)
        {
            Write(found);
        }
        else if (found.Event is "message")
        {
            WriteMessage(found);
        }
        else if (EventText.Of(found) is { } text)
        {
            if (found is { Event: "history", IsUnseen: null })
            {
                // Said in an earlier run, and shown in it.
            }
            else if (found.Event is "security-event" or "wrong-password" or "locked"
                or "history" or "perhaps-lost" or "file-lost" or "sent")
            {
                // What may be an attack or a loss is not to be silenced by --quiet.
                BeginLine(_run.Console.IsErrorTerminal, _run.Console.Error);
                _run.Console.Error.WriteLine($"locket: {text}");
            }
            else if (!_run.Reporter.IsQuiet)
            {
                BeginLine(_run.Console.IsErrorTerminal, _run.Console.Error);
                _run.Reporter.Note(text);
            }
        }

        if (found.Seq is { } seq && found is { Event: "message" } or { Event: "history", IsUnseen: true })
        {
            SeenSeq = Math.Max(SeenSeq, seq);
        }
    }

    public void ShowOwn(ChatEventJson own)
    {
        if (_isJson)
        {
            Write(own);
        }
    }

    public void ShowInvitation(ChatEventJson invitation)
    {
        if (_isJson)
        {
            Write(invitation);
            return;
        }

        if (_run.Console.IsOutputTerminal)
        {
            foreach (string line in QrPicture.Lines(invitation.Invitation!))
            {
                _run.Console.OutputText.WriteLine($"\e[38;5;16;48;5;231m{line}\e[0m");
            }
        }

        _run.Console.OutputText.WriteLine(invitation.Invitation);
    }

    public void Say(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            if (_isJson)
            {
                Write(New("answer", line));
            }
            else
            {
                _run.Console.Error.WriteLine($"locket: {line}");
            }
        }
    }

    public void Complain(string problem)
    {
        if (_isJson)
        {
            Write(New("problem", problem));
        }

        _run.Console.Error.WriteLine($"locket: {Shown.Text(problem)}");
    }

    public void ShowPeople(IReadOnlyList<PersonHere> people)
    {
        // Each came with an event of its own.
    }

    public void Refresh()
    {
        // Every line was flushed when it was written.
    }

    public async Task ReadAsync(
        ChatLoop loop, Func<string?, Task<LineOutcome>> take, Func<Task> room, CancellationToken cancellationToken)
    {
        while (true)
        {
            InputLine line = _held ?? await _lines.ReadAsync(cancellationToken);
            _held = line;

            // Nothing is read ahead: after /join the next line is for the other room.
            LineOutcome outcome = await loop.AskAsync(() => TakeAsync(line, take), cancellationToken);
            if (outcome == LineOutcome.Over)
            {
                return;
            }

            if (outcome == LineOutcome.NoRoom)
            {
                await SayWaitingAsync(loop, cancellationToken);
                await room().WaitAsync(cancellationToken);
                continue;
            }

            if (line.IsEnd)
            {
                return;
            }

            await room().WaitAsync(cancellationToken);
        }
    }

    private async Task<LineOutcome> TakeAsync(InputLine line, Func<string?, Task<LineOutcome>> take)
    {
        LineOutcome outcome = LineOutcome.Taken;
        if (line.Fault is { } fault)
        {
            Complain(fault);
        }
        else
        {
            outcome = await take(line.Text);
        }

        if (outcome == LineOutcome.Taken)
        {
            // Here and not behind the answer: where this line ended the conversation, the next one would take it again.
            _held = null;
        }

        return outcome;
    }

    private async Task SayWaitingAsync(ChatLoop loop, CancellationToken cancellationToken)
    {
        if (!_hasSaidWaiting)
        {
            _hasSaidWaiting = true;
            await loop.PostAsync(
                () => Say(["no more texts can wait; the input is read on when somebody has got some of them"]), cancellationToken);
        }
    }

    /// <summary>The name before the first line; further ones are indented, so that no message looks like two.</summary>
    private void WriteMessage(ChatEventJson message)
    {
        BeginLine(_run.Console.IsOutputTerminal, _run.Console.OutputText);
        string lead = $"{Shown.Text(message.Name ?? string.Empty)}: ";
        foreach (string line in MessageText.Lines(message.Text ?? string.Empty))
        {
            _run.Console.OutputText.WriteLine(lead + line);
            lead = "  ";
        }

        if (message.WithoutCopy is { Count: > 0 } others)
        {
            _run.Console.Error.WriteLine($"locket: this was not sent to {string.Join(", ", others.Select(Shown.Text))}");
        }
    }

    /// <summary>On a terminal somebody may be in the middle of a line, and nothing tells: what comes must not run into it.</summary>
    private void BeginLine(bool isTerminal, TextWriter output)
    {
        if (isTerminal && _run.Console.IsInputTerminal)
        {
            output.WriteLine(string.Empty);
        }
    }

    private ChatEventJson New(string name, string text) => new() { Event = name, Time = _run.Console.Time.GetUtcNow(), Text = text };

    private void Write(ChatEventJson found)
        => _run.Console.OutputText.WriteLine(ChatJson.Line(found));
}
