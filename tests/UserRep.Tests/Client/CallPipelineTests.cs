using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

public class CallPipelineTests
{
    [Theory]
    [InlineData(1, 100, 150)]
    [InlineData(400, 400, 600)]
    public async Task What_the_service_asks_for_counts_if_it_is_longer_than_the_own_delay(int askedMs, int leastMs, int mostMs)
    {
        HastyTime time = new(patience: TimeSpan.FromSeconds(30));
        CallPipeline calls = new(new UserRepClientOptions { Timeout = TimeSpan.FromSeconds(30), RetryDelay = TimeSpan.FromMilliseconds(100) }, time);
        int tries = 0;

        Assert.Equal(2, await calls.ExecuteAsync(
            (_, _) => ++tries == 1 ? throw new BusyException("busy", TimeSpan.FromMilliseconds(askedMs)) : ValueTask.FromResult(tries), 0, TestContext.Current.CancellationToken));

        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromMilliseconds(leastMs), TimeSpan.FromMilliseconds(mostMs));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_one_silo_says_has_callers_pause_only_when_no_other_is_left(bool isAnyoneLeft)
    {
        CallPipeline calls = new(new UserRepClientOptions { MaxRetries = 0 }, TimeProvider.System, () => isAnyoneLeft);
        for (int i = 0; i < 30; i++)
        {
            await Assert.ThrowsAsync<UnavailableException>(async () => await calls.ExecuteAsync<int, int>((_, _) => throw new UnavailableException("no log"), 0, TestContext.Current.CancellationToken));
        }

        Exception? error = await Record.ExceptionAsync(async () => await calls.ExecuteAsync((_, _) => ValueTask.FromResult(1), 0, TestContext.Current.CancellationToken));

        Assert.Equal(isAnyoneLeft, error is null);
    }

    /// <summary>Notes every wait shorter than a patience, and has it over at once.</summary>
    private sealed class HastyTime(TimeSpan patience) : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool isWait = dueTime >= TimeSpan.Zero && dueTime < patience;
            if (isWait)
            {
                Waits.Add(dueTime);
            }

            return System.CreateTimer(callback, state, isWait ? TimeSpan.Zero : dueTime, period);
        }
    }
}
