using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Lets the test program be its own decoder, as the command is.</summary>
internal static class DecoderChildEntry
{
    public const string Verb = "picture-decoder-of-the-tests";

    public const string ProbeVerb = "confinement-probe-of-the-tests";

    /// <summary>Time enough on a machine that has a hundred other things to do.</summary>
    public static DecoderLimits Patient { get; } = new() { WallTime = TimeSpan.FromMinutes(10) };

    public static DecoderProgram Program
        => DecoderProgram.Current(Verb) ?? throw new InvalidOperationException("The operating system does not say which program runs.");

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "The runner owns the entry point; this is a program.")]
    internal static void Enter()
    {
        string[] arguments = Environment.GetCommandLineArgs();
        if (arguments.Length > 0 && string.Equals(arguments[^1], Verb, StringComparison.Ordinal))
        {
            Environment.Exit(PictureDecoderChild.Run());
        }

        if (arguments.Length > 0 && string.Equals(arguments[^1], ProbeVerb, StringComparison.Ordinal))
        {
            Environment.Exit(ConfinementProbe.Run());
        }
    }
}
