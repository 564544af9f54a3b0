using System.Runtime.InteropServices;
using Locket.Cli;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

// The question asked most often by scripts is answered before anything else is loaded.
if (args is ["--version"])
{
    using Stream output = Console.OpenStandardOutput();
    output.Write(ProductVersion.Line);
    return (int)ExitCode.Success;
}

// Not a command for people: the program called by itself to decode pictures, before it holds anything worth taking.
if (args is [DecoderProgram.Verb])
{
    return PictureDecoderChild.Run();
}

WarmUp.Start(args.FirstOrDefault());
using CancellationTokenSource stop = new();
ExitCode stopped = ExitCode.Interrupted;

// The first signal stops tidily; the second, no longer handled, ends the process at once.
void Stop(PosixSignalContext context)
{
    if (!stop.IsCancellationRequested)
    {
        context.Cancel = true;
        stopped = context.Signal switch
        {
            PosixSignal.SIGTERM => ExitCode.Terminated,
            PosixSignal.SIGHUP => ExitCode.HungUp,
            _ => ExitCode.Interrupted,
        };
        stop.Cancel();
    }
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using PosixSignalRegistration hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
int code = await CommandLine.RunAsync(args, CommandConsole.FromProcess(stop.Token), stop.Token);
return code == (int)ExitCode.Interrupted ? (int)stopped : code;
