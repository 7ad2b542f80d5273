namespace UserRep.Benchmarks.Measuring;

/// <summary>
/// A load generator that does not wait for what it measures: operations are sent when they are due, however many are still under way, and
/// each latency counts from when its operation was due. A system that stands still is seen by every operation due meanwhile, and not by the one
/// that a caller waits for (no coordinated omission: G. Tene, "How NOT to Measure Latency"). It sends from a thread of its own: on the pool the
/// generator would stand behind the answers of its own clients, and be several milliseconds late.
/// </summary>
/// <param name="schedule">When operations are due.</param>
/// <param name="time">The clock.</param>
/// <param name="processorTime">The processor time of the generator's process up to now; null for this process.</param>
/// <param name="rest">Lets its thread rest for a time; null: it sleeps.</param>
internal sealed class OpenLoop(OpenLoopSchedule schedule, TimeProvider time, Func<TimeSpan>? processorTime = null, Action<TimeSpan, CancellationToken>? rest = null)
{
    // It rests at least so long: what is due meanwhile goes together, late by no more. Not a busy wait: the system that is measured needs the core.
    private static readonly TimeSpan _shortestRest = TimeSpan.FromMicroseconds(200);

    // The end may come before anything is due.
    private static readonly TimeSpan _longestRest = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);

    private readonly Action<TimeSpan, CancellationToken> _rest = rest ?? FineSleep.Sleep;

    private readonly Func<TimeSpan> _processorTime = processorTime ?? (() => Environment.CpuUsage.TotalTime);

    /// <summary>Sends operations at a steady rate from now on until something is done, or for five minutes.</summary>
    /// <param name="perSecond">Operations a second.</param>
    /// <param name="operation">One operation.</param>
    /// <param name="done">Ends it: what has been sent is waited for.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<OpenLoopReport> RunUntilAsync(double perSecond, Func<Task> operation, Task done, CancellationToken cancellation) =>
        new OpenLoop(new OpenLoopSchedule(perSecond, TimeSpan.Zero, _longest), TimeProvider.System).RunAsync(operation, cancellation, done);

    /// <summary>Sends every operation, and returns when all are done.</summary>
    /// <param name="operation">One operation. None begins while another does, so that they can draw from one random source until they first wait.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="done">Ends it before the schedule does: what has been sent is waited for, and nothing more is sent.</param>
    public async Task<OpenLoopReport> RunAsync(Func<Task> operation, CancellationToken cancellation, Task? done = null)
    {
        LatencyHistogram latency = new();
        LatencyHistogram lateness = new();
        List<Task> operations = [];
        TimeSpan before = TimeSpan.Zero;
        long started = time.GetTimestamp();
        await Task.Factory.StartNew(Send, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        await Task.WhenAll(operations).ConfigureAwait(false);
        return new OpenLoopReport(latency, lateness, _processorTime() - before);

        void Send()
        {
            int sent = 0;
            while (true)
            {
                for (int due = schedule.DueBy(time.GetElapsedTime(started)); sent < due; sent++)
                {
                    before = sent == schedule.FirstCounted ? _processorTime() : before;
                    operations.Add(SendAsync(sent));
                }

                if (sent == schedule.Count || done is { IsCompleted: true })
                {
                    return;
                }

                TimeSpan untilNext = schedule.DueAt(sent) - time.GetElapsedTime(started);
                _rest(untilNext < _shortestRest ? _shortestRest : untilNext > _longestRest ? _longestRest : untilNext, cancellation);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        async Task SendAsync(int number)
        {
            TimeSpan late = Since(number);
            await operation().ConfigureAwait(false);
            if (number >= schedule.FirstCounted)
            {
                lateness.Record(late);
                latency.Record(Since(number));
            }
        }

        TimeSpan Since(int number) => time.GetElapsedTime(started) - schedule.DueAt(number);
    }
}
