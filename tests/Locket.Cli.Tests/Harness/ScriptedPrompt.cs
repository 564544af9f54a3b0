using System.Text;
using Locket.Cli.Terminal;

namespace Locket.Cli.Tests.Harness;

/// <summary>A person who types prepared answers; without any there is no terminal.</summary>
internal sealed class ScriptedPrompt(IReadOnlyList<string> answers) : IPasswordPrompt
{
    private readonly Queue<string> _answers = new(answers);
    private readonly List<string> _questions = [];

    public bool IsAvailable => answers.Count > 0;

    public IReadOnlyList<string> Questions => _questions;

    public Task<SecretLine> ReadAsync(string question, CancellationToken cancellationToken)
    {
        _questions.Add(question);
        if (!_answers.TryDequeue(out string? answer))
        {
            throw new InvalidOperationException($"nobody expected the question '{question}'");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(answer);
        return Task.FromResult(new SecretLine(bytes, bytes.Length));
    }
}
