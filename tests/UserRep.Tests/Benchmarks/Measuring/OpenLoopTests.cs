using Microsoft.Extensions.Time.Testing;
using UserRep.Benchmarks.Measuring;
using Xunit;

namespace UserRep.Tests.Benchmarks.Measuring;

/// <summary>A thousand operations a second, by a clock that is set forward by hand: a step at a time, whenever the generator rests.</summary>
public sealed class OpenLoopTests : IDisposable
{
    private const int Rate = 1_000;

    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _rests = new(0);
    private readonly SemaphoreSlim _goesOn = new(0);
    private DateTimeOffset _end;
    private int _sent;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _rests.Dispose();
        _goesOn.Dispose();
    }

    [Fact]
    public async Task What_is_done_at_once_has_no_latency()
    {
        Task<OpenLoopReport> running = Loop(TimeSpan.Zero).RunAsync(Done, Cancellation);
        Pass(999);
        OpenLoopReport report = await running;
        Assert.Equal(Rate, report.Latency.Count);
        Assert.Equal(TimeSpan.Zero, report.Latency.Percentile(100));
        Assert.Equal(TimeSpan.Zero, report.Lateness.Percentile(100));
    }

    [Fact]
    public async Task A_stall_of_the_system_shows_in_the_latency_of_all_that_were_due_meanwhile()
    {
        List<TaskCompletionSource> stalled = [];
        bool isStalled = false;
        Task<OpenLoopReport> running = Loop(TimeSpan.Zero).RunAsync(() => isStalled ? Stall() : Task.CompletedTask, Cancellation);
        Pass(300);
        isStalled = true;
        Pass(200);
        isStalled = false;

        // On a thread of its own whoever waits goes on at once, before the clock does.
        await Task.Run(() => stalled.ForEach(operation => operation.SetResult()), Cancellation);
        Pass(499);
        OpenLoopReport report = await running;

        // 200 of 1,000 met it, each the less the later it was due; callers that wait for their answers would have had one such operation.
        Assert.Equal(TimeSpan.Zero, report.Latency.Percentile(79));
        AssertNear(100, report.Latency.Percentile(90));
        AssertNear(199, report.Latency.Percentile(100));
        Assert.Equal(TimeSpan.Zero, report.Lateness.Percentile(100));

        Task Stall()
        {
            stalled.Add(new TaskCompletionSource());
            return stalled[^1].Task;
        }
    }

    [Fact]
    public async Task A_generator_that_stood_still_says_so_and_counts_it()
    {
        Task<OpenLoopReport> running = Loop(TimeSpan.Zero).RunAsync(Done, Cancellation);
        Pass(300);
        Pass(1, 200 * _tick);
        Pass(499);
        OpenLoopReport report = await running;
        Assert.Equal(Rate, report.Latency.Count);
        AssertNear(100, report.Lateness.Percentile(90));
        AssertNear(199, report.Lateness.Percentile(100));
        AssertNear(199, report.Latency.Percentile(100));
    }

    [Fact]
    public async Task It_does_not_wait_for_answers()
    {
        TaskCompletionSource never = new();
        Task<OpenLoopReport> running = Loop(TimeSpan.Zero).RunAsync(
            () =>
            {
                _sent++;
                return never.Task;
            },
            Cancellation);
        Pass(998);
        Assert.Equal(Rate - 1, _sent);
        Assert.False(running.IsCompleted);
        Pass(1);
        never.SetResult();
        Assert.Equal(Rate, (await running).Latency.Count);
    }

    [Fact]
    public async Task The_warm_up_is_sent_and_does_not_count()
    {
        TaskCompletionSource cold = new();
        Task<OpenLoopReport> running = Loop(_second).RunAsync(() => ++_sent <= 500 ? cold.Task : Task.CompletedTask, Cancellation);
        Pass(1_500);
        cold.SetResult();
        Pass(499);
        OpenLoopReport report = await running;
        Assert.Equal(2 * Rate, _sent);
        Assert.Equal(Rate, report.Latency.Count);
        Assert.Equal(TimeSpan.Zero, report.Latency.Percentile(100));
    }

    [Fact]
    public async Task Its_own_processor_time_is_that_since_the_warm_up()
    {
        // As if every operation took 2 µs of it.
        Task<OpenLoopReport> running = Loop(_second, () => TimeSpan.FromMicroseconds(2 * _sent)).RunAsync(Done, Cancellation);
        Pass(1_999);
        Assert.Equal(TimeSpan.FromMicroseconds(2), (await running).ProcessorTimePerOperation);
    }

    [Theory]
    [InlineData(1_000, 1.0, 1.0)]
    [InlineData(400, 2.5, 2.5)]
    [InlineData(150, 5.0, 1.667, 5.0, 1.667)]
    [InlineData(10_000, 0.2, 0.2)]
    public async Task It_rests_until_the_next_is_due_and_neither_for_less_nor_for_longer_than_is_good(int rate, params double[] milliseconds)
    {
        List<double> rests = [];
        OpenLoop loop = new(new OpenLoopSchedule(rate, TimeSpan.Zero, _second), _time, processorTime: null, (time, _) =>
        {
            rests.Add(Math.Round(time.TotalMilliseconds, 3));
            _time.Advance(time);
        });
        OpenLoopReport report = await loop.RunAsync(Done, Cancellation);
        Assert.Equal(rate, report.Latency.Count);
        Assert.Equal(milliseconds, rests.Take(milliseconds.Length));
    }

    [Fact]
    public async Task An_operation_that_fails_fails_the_run()
    {
        Task<OpenLoopReport> running = Loop(TimeSpan.Zero).RunAsync(
            () => ++_sent == 10 ? Task.FromException(new InvalidOperationException("failed")) : Task.CompletedTask, Cancellation);
        Pass(999);
        await Assert.ThrowsAsync<InvalidOperationException>(() => running);
    }

    private static void AssertNear(double milliseconds, TimeSpan time) => Assert.InRange(time.TotalMilliseconds, 0.99 * milliseconds, 1.01 * milliseconds);

    private OpenLoop Loop(TimeSpan warmUp, Func<TimeSpan>? processorTime = null)
    {
        _end = _time.GetUtcNow() + warmUp + _second - _tick;
        return new OpenLoop(new OpenLoopSchedule(Rate, warmUp, _second), _time, processorTime, Rest);
    }

    private Task Done()
    {
        _sent++;
        return Task.CompletedTask;
    }

    /// <summary>Returns when what was due by the last step has been sent; after the step that is the last of all, at once.</summary>
    private void Pass(int ticks, TimeSpan? tick = null)
    {
        for (int i = 0; i < ticks; i++)
        {
            _rests.Wait(Cancellation);
            _time.Advance(tick ?? _tick);
            _goesOn.Release();
        }

        // It rests once more, unless that was the last one.
        if (_time.GetUtcNow() < _end)
        {
            _rests.Wait(Cancellation);
            _rests.Release();
        }
    }

    private void Rest(TimeSpan time, CancellationToken cancellation)
    {
        _rests.Release();
        _goesOn.Wait(cancellation);
    }
}
