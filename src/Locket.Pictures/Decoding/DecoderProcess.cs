using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Locket.Files;

namespace Locket.Pictures.Decoding;

/// <summary>
/// One child process, seen from the parent. It may have been taken over by a picture: each of its answers is checked against what was
/// asked before anything is allocated for it, and any doubt ends it.
/// </summary>
internal sealed class DecoderProcess : IDisposable
{
    /// <summary>How long a child that has nothing left to do gets to end by itself.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a child whose pipe broke may take to be gone, so that its exit status says why; a busy machine takes its time.
    /// </summary>
    private static readonly TimeSpan Death = TimeSpan.FromSeconds(20);

    /// <summary>The shell's way to say that a program was ended by SIGXCPU, the signal of the limit on processor time.</summary>
    private const int EndedByProcessorLimit = 128 + 24;

    private readonly Process _process;
    private readonly DecoderLimits _limits;
    private readonly TimeProvider _time;
    private ExceptionDispatchInfo? _sourceFault;
    private volatile bool _timedOut;

    private DecoderProcess(Process process, DecoderLimits limits, TimeProvider time)
    {
        _process = process;
        _limits = limits;
        _time = time;
    }

    /// <summary>A bit for each format, at its number.</summary>
    public int Formats { get; private set; }

    /// <summary>Requests so far.</summary>
    public int Served { get; private set; }

    /// <summary>Whether it can be asked again.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>The process's number, for tests.</summary>
    public int Id => _process.Id;

    /// <returns><see langword="null"/> where the program does not start or cannot confine itself.</returns>
    public static DecoderProcess? Start(
        DecoderProgram program, DecoderLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program.FileName, program.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/",
        };
        start.Environment.Clear();
        foreach ((string name, string? value) in DecoderEnvironment.Make(limits))
        {
            start.Environment[name] = value;
        }

        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }

        if (process is null)
        {
            return null;
        }

        // What a child says there is for nobody, but must go somewhere lest it waits.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        Pipes.Enlarge(process.StandardInput.BaseStream);
        DecoderProcess child = new(process, limits, time);
        if (child.Greet(cancellationToken))
        {
            return child;
        }

        child.Dispose();
        return null;
    }

    /// <param name="request">What is wanted.</param>
    /// <param name="content">So many bytes as the request says.</param>
    /// <param name="isFitting">Whether an answer can be one to this request; asked before its content is read.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="OperationCanceledException">As asked.</exception>
    /// <exception cref="IOException">The content cannot be read, or ended early.</exception>
    public DecoderReply Ask(
        DecoderRequest request, Stream content, Func<DecoderAnswer, bool> isFitting, CancellationToken cancellationToken)
    {
        Served++;
        DecoderReply reply = default;
        DecoderOutcome outcome = Talk(
            () =>
            {
                Send(request, content);
                reply = Receive(isFitting);
                return reply.Outcome != DecoderOutcome.Crashed;
            },
            cancellationToken);
        return outcome == DecoderOutcome.Success ? reply : DecoderReply.Failed(outcome);
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (!IsUsable || !_process.WaitForExit(Farewell))
        {
            Kill();
        }

        _process.Dispose();
    }

    private bool Greet(CancellationToken cancellationToken)
    {
        DecoderOutcome outcome = Talk(
            () =>
            {
                byte[] settings = new byte[DecoderSettings.LengthInBytes];
                new DecoderSettings(
                    _limits.MemoryInBytes,
                    _limits.MaxPixels,
                    _limits.MaxPictureInBytes,
                    (long)_limits.ProcessorTime.TotalSeconds).Write(settings);
                _process.StandardInput.BaseStream.Write(settings);
                _process.StandardInput.BaseStream.Flush();
                DecoderReply ready = Receive(answer => answer.ContentInBytes == 0);
                Formats = ready.Width;
                return ready.Outcome == DecoderOutcome.Success;
            },
            cancellationToken);
        return outcome == DecoderOutcome.Success;
    }

    /// <summary>Whatever goes wrong between the two processes ends the child; what that means is told here, in one place.</summary>
    private DecoderOutcome Talk(Func<bool> exchange, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool isWell = false;
        TimeSpan grace = TimeSpan.Zero;
        using ITimer clock = _time.CreateTimer(_ => TimeOut(), null, _limits.WallTime, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration cancelled = cancellationToken.Register(Kill);
        try
        {
            isWell = exchange();
        }
        catch (IOException)
        {
            // The pipe broke, because the child did, whose exit status will say why; or the picture cannot be read, which is told below.
            grace = _sourceFault is null ? Death : TimeSpan.Zero;
        }
        finally
        {
            if (!isWell)
            {
                IsUsable = false;
                if (!_process.WaitForExit(grace))
                {
                    Kill();
                    _process.WaitForExit();
                }
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        _sourceFault?.Throw();
        return isWell ? DecoderOutcome.Success
            : _timedOut || _process.ExitCode == EndedByProcessorLimit ? DecoderOutcome.TimedOut
            : DecoderOutcome.Crashed;
    }

    private void Send(DecoderRequest request, Stream content)
    {
        const int BlockInBytes = 64 * 1024;
        Stream pipe = _process.StandardInput.BaseStream;
        Span<byte> frame = stackalloc byte[DecoderRequest.LengthInBytes];
        request.Write(frame);
        pipe.Write(frame);
        if (content is MemoryStream held && held.TryGetBuffer(out ArraySegment<byte> bytes)
            && bytes.Count - held.Position >= request.ContentInBytes)
        {
            pipe.Write(bytes.AsSpan((int)held.Position, (int)request.ContentInBytes));
            pipe.Flush();
            return;
        }

        byte[] block = new byte[BlockInBytes];
        for (long left = request.ContentInBytes; left > 0;)
        {
            int count = (int)Math.Min(left, block.Length);
            Read(content, block.AsSpan(0, count));
            pipe.Write(block, 0, count);
            left -= count;
        }

        pipe.Flush();
    }

    private void Read(Stream content, Span<byte> block)
    {
        try
        {
            content.ReadExactly(block);
        }
        catch (IOException exception)
        {
            _sourceFault = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    private DecoderReply Receive(Func<DecoderAnswer, bool> isFitting)
    {
        byte[] frame = new byte[DecoderAnswer.LengthInBytes];
        ReadWhole(frame);
        DecoderAnswer answer = DecoderAnswer.Read(frame);
        if (!Enum.IsDefined(answer.Outcome) || answer.Outcome is DecoderOutcome.TimedOut or DecoderOutcome.Crashed
            || (answer.Outcome == DecoderOutcome.Success ? !isFitting(answer) : answer.ContentInBytes != 0))
        {
            return DecoderReply.Failed(DecoderOutcome.Crashed);
        }

        byte[] content = new byte[answer.ContentInBytes];
        ReadWhole(content);
        return new DecoderReply(answer.Outcome, answer.Format, answer.Width, answer.Height, content);
    }

    private void ReadWhole(Span<byte> bytes)
    {
        if (_process.StandardOutput.BaseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length)
        {
            throw new IOException("the decoder ended without an answer");
        }
    }

    private void TimeOut()
    {
        _timedOut = true;
        Kill();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself, or has been put away.
        }
    }
}
