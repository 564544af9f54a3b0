using Xunit;

namespace Locket.Client.Tests.TestSupport;

/// <summary>How tests wait: for something that must happen, never for time.</summary>
internal static class Waiting
{
    /// <summary>No measure: a busy machine may take its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<T> PatientlyAsync<T>(this Task<T> task) => task.WaitAsync(Patience, Stop);

    public static Task PatientlyAsync(this Task task) => task.WaitAsync(Patience, Stop);
}
