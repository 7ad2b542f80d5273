using System.Diagnostics;
using Xunit;

namespace UserRep.ClusterTests.Silos;

/// <summary>Waits for what is to come about, and says what did not.</summary>
internal static class Until
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(50);

    /// <returns>How long it took. The message of one that did not come about ends with <paramref name="refusal"/>.</returns>
    public static async Task<TimeSpan> TrueAsync(string what, TimeSpan patience, Func<Task<bool>> isTrue, Func<string>? refusal = null)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < patience, $"After {patience.TotalSeconds:0} s not yet: {what}.{refusal?.Invoke()}");
            await Task.Delay(_between, TestContext.Current.CancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
