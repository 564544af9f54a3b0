namespace Locket.Tests.TestSupport;

/// <summary>Progress that is told at once, on the thread that reports it.</summary>
internal sealed class CallbackProgress(Action<long> told) : IProgress<long>
{
    public void Report(long value) => told(value);
}
