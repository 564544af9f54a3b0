using Locket.Cli.Chat;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat;

/// <summary>
/// Nothing that is typed before, at or between the questions for passwords appears on the screen, and all of it does afterwards.
/// </summary>
public sealed class ChatPasswordsTests
{
    private const string Question = "password of the room: ";

    [Fact]
    public async Task Read_SeveralQuestions_AreSilentFromTheFirstToTheEnd()
    {
        RecordingPrompt prompt = new(["folder", "", "hello", "hallo", "hello", "hello"]);
        ChatPasswords passwords = Passwords(prompt);
        (await ReadAsync(passwords, isNew: false)).Dispose();
        prompt.Happened.Add("the room is opened");
        (await ReadAsync(passwords, isNew: true)).Dispose();
        passwords.EndSilence();
        passwords.EndSilence();
        Assert.Equal(
            [
                "silence", "question, silent",
                "the room is opened",
                "question, silent", "question, silent", "question, silent", "question, silent", "question, silent",
                "end of silence",
            ],
            prompt.Happened);
    }

    [Fact]
    public async Task Read_AgainAfterTheEnd_IsSilentAgain()
    {
        RecordingPrompt prompt = new(["hallo", "hello"]);
        ChatPasswords passwords = Passwords(prompt);
        (await ReadAsync(passwords, isNew: false)).Dispose();
        passwords.EndSilence();
        (await ReadAsync(passwords, isNew: false)).Dispose();
        passwords.EndSilence();
        Assert.Equal(
            ["silence", "question, silent", "end of silence", "silence", "question, silent", "end of silence"], prompt.Happened);
    }

    [Fact]
    public async Task Read_NothingIsTyped_EndsAndTheSilenceCanBeEnded()
    {
        RecordingPrompt prompt = new(["", "", ""]);
        ChatPasswords passwords = Passwords(prompt);
        CommandException refused = await Assert.ThrowsAsync<CommandException>(() => ReadAsync(passwords, isNew: false));
        Assert.Equal("no password was given", refused.Message);
        passwords.EndSilence();
        Assert.Equal("end of silence", prompt.Happened[^1]);
    }

    private static Task<Password> ReadAsync(ChatPasswords passwords, bool isNew)
        => passwords.ReadAsync(new CredentialChoice(), Question, isNew, TestContext.Current.CancellationToken);

    private static ChatPasswords Passwords(IPasswordPrompt prompt) => new(new CommandConsole(() => Stream.Null)
    {
        Output = Stream.Null,
        OutputText = TextWriter.Null,
        Error = TextWriter.Null,
        GetEnvironmentVariable = _ => null,
        PasswordPrompt = prompt,
        WorkingDirectory = Path.GetTempPath(),
    });

    /// <summary>A terminal that knows whether what is typed appears.</summary>
    private sealed class RecordingPrompt(IReadOnlyList<string> answers) : IPasswordPrompt
    {
        private readonly ScriptedPrompt _answers = new(answers);
        private bool _isSilent;

        public List<string> Happened { get; } = [];

        public bool IsAvailable => true;

        public IDisposable Silence()
        {
            Happened.Add("silence");
            _isSilent = true;
            return new Silent(this);
        }

        public Task<SecretLine> ReadAsync(string question, CancellationToken cancellationToken)
        {
            Happened.Add(_isSilent ? "question, silent" : "question");
            return _answers.ReadAsync(question, cancellationToken);
        }

        private sealed class Silent(RecordingPrompt prompt) : IDisposable
        {
            public void Dispose()
            {
                prompt.Happened.Add("end of silence");
                prompt._isSilent = false;
            }
        }
    }
}
