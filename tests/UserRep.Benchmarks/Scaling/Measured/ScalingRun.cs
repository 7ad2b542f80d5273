using System.Diagnostics;
using UserRep.Benchmarks.Service;
using UserRep.Client;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>Has a cluster of one size do everything that is measured.</summary>
internal sealed class ScalingRun(ScaledCluster cluster, ScalingSize size, RunLengths lengths, IProgressReporter progress)
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(200);

    private readonly CostMeter _meter = new(cluster);
    private readonly List<CostRow> _rows = [];
    private readonly List<Footprint> _footprints = [];

    public IReadOnlyList<CostRow> Rows => _rows;

    public IReadOnlyList<Footprint> Footprints => _footprints;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await WarmUpAsync(cancellation);
        _footprints.Add(await _meter.RoomAsync(size, cancellation));
        await MeasureAsync(Work.FirstEvents, size.Users, 1, () => FirstEventsAsync(cancellation), cancellation);
        await cluster.Figures.CheckpointAsync();
        await MeasureAsync(Work.Events, lengths.Events, lengths.Repeats, () => EventsAsync(lengths.Events, User, cancellation), cancellation);
        await MeasureAsync(Work.Reads, lengths.Reads, lengths.Repeats, () => ReadsAsync(lengths.Reads, WorkSizes.ReadCallers, User, cancellation), cancellation);
        await MeasureAsync(Work.ReadsOneByOne, lengths.ReadsOneByOne, lengths.Repeats, () => ReadsAsync(lengths.ReadsOneByOne, callers: 1, User, cancellation), cancellation);
        await MeasureAsync(Work.SmallReads, lengths.SmallReads, lengths.Repeats, () => BatchesAsync(lengths.SmallReads, WorkSizes.SmallRead, User, cancellation), cancellation);
        await MeasureAsync(Work.LargeReads, lengths.LargeReads, lengths.Repeats, () => BatchesAsync(lengths.LargeReads, WorkSizes.LargeRead, User, cancellation), cancellation);

        // Last, when no code is compiled any more.
        await MeasureAsync(Work.Idle, lengths.IdleSeconds, 1, () => Task.Delay(TimeSpan.FromSeconds(lengths.IdleSeconds), cancellation), cancellation);
        Footprint full = await _meter.RoomAsync(size, cancellation);
        _footprints.Add(full);
        await StopAsync(full, cancellation);
    }

    private IProgressStage Stage(string title, int repeats = 1) => progress.Start($"{size.Silos} silos, {size.Partitions} partitions, {size.Users:N0} users: {title}", repeats, "repeats");

    private string User(Random random) => Load.User(random.Next(size.Users));

    /// <summary>
    /// Code is compiled at its best, and everything that all users share is there, before anything counts: as much is done as counts afterwards, for hot code
    /// is compiled anew beside the work.
    /// </summary>
    private async Task WarmUpAsync(CancellationToken cancellation)
    {
        using IProgressStage stage = Stage("warm-up");
        static string Early(Random random) => $"early-{random.Next(1_000)}";
        await EventsAsync(lengths.Repeats * lengths.Events, Early, cancellation);
        await ReadsAsync(lengths.Repeats * lengths.Reads, WorkSizes.ReadCallers, Early, cancellation);
        await BatchesAsync(lengths.Repeats * lengths.LargeReads, WorkSizes.LargeRead, Early, cancellation);
    }

    private async Task MeasureAsync(Work work, double operations, int repeats, Func<Task> run, CancellationToken cancellation)
    {
        using IProgressStage stage = Stage($"{work}, {operations:N0}", repeats);
        Costs before = await _meter.ReadAsync(cancellation);
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            long started = Stopwatch.GetTimestamp();
            TimeSpan own = Environment.CpuUsage.TotalTime;
            await run();
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            TimeSpan generating = Environment.CpuUsage.TotalTime - own;

            // What vectors cost is part of what events cost, however late they are.
            await (work is Work.FirstEvents or Work.Events ? cluster.EncodedAsync(cancellation) : Task.CompletedTask);
            Costs after = await _meter.ReadAsync(cancellation);
            _rows.Add(new CostRow(work, size, operations, after - before, took.TotalSeconds, generating.TotalSeconds));
            before = after;
            stage.Advance();
        }
    }

    private async Task FirstEventsAsync(CancellationToken cancellation)
    {
        double early = await cluster.SumAsync("liveUsers", cancellation);
        int[][] messages = [.. Enumerable.Range(0, size.Users).Chunk(WorkSizes.EventsPerMessage)];
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = WorkSizes.EventCallers, CancellationToken = cancellation }, async (users, token) =>
        {
            Random random = new(users[0]);
            await cluster.AnyClient(random).PublishAsync([.. users.Select(user => Load.Event(random) with { UserId = Load.User(user) })], token);
        });
        await cluster.AppliedAsync(cancellation);
        while (await cluster.SumAsync("liveUsers", cancellation) < early + size.Users)
        {
            await Task.Delay(_between, cancellation);
        }
    }

    private async Task EventsAsync(int events, Func<Random, string> user, CancellationToken cancellation)
    {
        await Load.SpreadAsync(events / WorkSizes.EventsPerMessage, WorkSizes.EventCallers, async random =>
        {
            UserEvent[] message = [.. Enumerable.Range(0, WorkSizes.EventsPerMessage).Select(_ => Load.Event(random) with { UserId = user(random) })];
            await cluster.AnyClient(random).PublishAsync(message, cancellation);
        });
        await cluster.AppliedAsync(cancellation);
    }

    private Task ReadsAsync(int reads, int callers, Func<Random, string> user, CancellationToken cancellation) =>
        Load.SpreadAsync(reads, callers, random => cluster.AnyClient(random).GetAsync(user(random), null, cancellation));

    private Task BatchesAsync(int reads, int users, Func<Random, string> user, CancellationToken cancellation) =>
        Load.SpreadAsync(reads, WorkSizes.BatchCallers, random =>
            cluster.AnyClient(random).GetAllAsync([.. Enumerable.Range(0, users).Select(_ => user(random))], cancellation));

    /// <summary>Silos that are asked to stop write their users' snapshots.</summary>
    private async Task StopAsync(Footprint full, CancellationToken cancellation)
    {
        using IProgressStage stage = Stage($"{Work.Snapshots}");
        Costs before = await _meter.ReadDatabaseAsync(cancellation);
        await cluster.StopSilosAsync(cancellation);
        Costs after = await _meter.ReadDatabaseAsync(cancellation);
        double stored = await cluster.Figures.CountAsync("user_snapshot");
        _rows.Add(new CostRow(Work.Snapshots, size, stored - full.Snapshots, after - before));
        _footprints.Add(full with { LiveUsers = 0, ResidentBytes = 0, ManagedBytes = 0, Snapshots = stored, SnapshotBytes = await cluster.Figures.TableBytesAsync("user_snapshot") });
    }
}
