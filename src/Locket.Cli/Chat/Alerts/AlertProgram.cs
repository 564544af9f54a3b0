using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Locket.Cli.Json;

namespace Locket.Cli.Chat.Alerts;

/// <summary>
/// Runs a program for security events: the event as JSON on its standard input, its number in LOCKET_EVENT_ID. Never more than one runs at
/// a time; events of one kind that come meanwhile are one run with their count, so that who causes events cannot cause a flood of programs.
/// </summary>
internal sealed class AlertProgram : IAsyncDisposable
{
    /// <summary>How long the program may run.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    private const string IdVariable = "LOCKET_EVENT_ID";

    private readonly Lock _lock = new();
    private readonly string _program;
    private readonly TimeSpan _limit;
    private readonly Action<string> _complain;
    private readonly IReadOnlyCollection<string> _secrets;
    private readonly Dictionary<int, ChatEventJson> _waiting = [];
    private Task _work = Task.CompletedTask;
    private bool _isWorking;
    private bool _isEnded;

    /// <param name="program">Its path; no shell looks at it.</param>
    /// <param name="limit">How long it may run; then it is ended with all that it started.</param>
    /// <param name="complain">Told, from any thread, why it could not run.</param>
    /// <param name="secrets">Variables that hold passwords and tokens, for which it has no use.</param>
    public AlertProgram(string program, TimeSpan limit, Action<string> complain, IReadOnlyCollection<string>? secrets = null)
    {
        _program = program;
        _limit = limit;
        _complain = complain;
        _secrets = secrets ?? [];
    }

    public void Tell(ChatEventJson found)
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            int id = found.Id ?? 0;
            long before = _waiting.TryGetValue(id, out ChatEventJson? waiting) ? waiting.Count ?? 1 : 0;
            _waiting[id] = found with { Count = before + (found.Count ?? 1) };
            if (!_isWorking)
            {
                _isWorking = true;
                _work = Task.Run(WorkAsync);
            }
        }
    }

    /// <summary>Waits for what runs and what waits, each within the limit.</summary>
    public async ValueTask DisposeAsync()
    {
        Task work;
        lock (_lock)
        {
            _isEnded = true;
            work = _work;
        }

        await work;
    }

    private async Task WorkAsync()
    {
        while (TakeNext() is { } found)
        {
            try
            {
                await RunAsync(found);
            }
            catch (Exception failure) when (failure is Win32Exception or IOException or InvalidOperationException)
            {
                _complain($"the alert program could not run: {failure.Message}");
            }
        }
    }

    private ChatEventJson? TakeNext()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _isWorking = false;
                return null;
            }

            (int id, ChatEventJson found) = _waiting.First();
            _waiting.Remove(id);
            return found;
        }
    }

    private async Task RunAsync(ChatEventJson found)
    {
        ProcessStartInfo start = new(_program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,

            // Its words would stand in the middle of the conversation.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (string secret in _secrets)
        {
            start.Environment.Remove(secret);
        }

        start.Environment[IdVariable] = (found.Id ?? 0).ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("it did not start");
        using CancellationTokenSource limit = new(_limit);
        try
        {
            Task output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, limit.Token);
            Task error = process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token);
            await WriteAsync(process, ChatJson.Line(found), limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await Task.WhenAll(output, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            _complain("the alert program took too long and was ended");
        }
    }

    private static async Task WriteAsync(Process process, string json, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(json.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not want to know; that it ran may be all that is needed.
        }
    }
}
