using Microsoft.Extensions.Time.Testing;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Users;
using UserRep.Tests.Training.Train;
using Xunit;

namespace UserRep.Tests.Grains.Users;

/// <summary>A user who moves to another silo brings the state along; whatever becomes of it on the way, what is read in the end is the fold of the log.</summary>
public sealed class CarriedUserTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IDisposable
{
    private const long Hour = 3_600_000;

    private readonly UserBench _bench = new(set.Bundle);
    private readonly MusicSpace _music = new(set);
    private readonly MemorySnapshots _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _bench.Dispose();
        _music.Dispose();
    }

    [Fact]
    public async Task The_state_moves_without_a_snapshot_and_what_came_meanwhile_is_added()
    {
        List<LogEvent> events = RandomHistory.Of(new Random(1), _music.Items, 9);
        List<LogEvent> log = [.. events[..6]];
        CarriedUser carried = await MoveAwayAsync(log, snapshotEvents: 100);
        Assert.Empty(await StoredAsync());

        log.AddRange(events[6..]);
        (LiveUser user, SnapshotWriter snapshots) = _bench.Activate("ann", new ListLog(log), _store, snapshotEvents: 100, carried: carried);
        UserSummary summary = await UserBench.AsGrainAsync(async () =>
        {
            await user.ArriveAsync();
            return await user.DescribeAsync();
        });

        Assert.Equal((9, events[^1].Offset), (summary.EventCount, summary.Position));
        Assert.Equal((1, 0), _bench.States);

        // None of its events is in a snapshot yet, wherever they came in.
        user.Leave(isMoving: false);
        await snapshots.StopAsync(Cancellation);
        Snapshot stored = Assert.Single(await StoredAsync());
        UserFold reference = new(_bench.Version.Space);
        reference.TryFollow(events);
        Assert.Equal(UserSnapshot.Write(reference), stored.State.ToArray());
    }

    [Fact]
    public async Task Who_moves_on_before_anything_was_asked_has_it_still()
    {
        List<LogEvent> log = RandomHistory.Of(new Random(2), _music.Items, 6);
        CarriedUser carried = await MoveAwayAsync(log);
        (LiveUser onTheWay, _) = _bench.Activate("ann", new ListLog(log), _store, carried: carried);
        onTheWay.Leave(isMoving: true);

        (LiveUser user, _) = _bench.Activate("ann", new ListLog(log), _store, carried: CarriedUser.Read("ann", onTheWay.Carry()!.Write()));

        Assert.Equal(6, (await UserBench.AsGrainAsync(user.DescribeAsync)).EventCount);
        Assert.Equal((1, 0), _bench.States);
    }

    [Fact]
    public async Task As_of_does_not_go_back_where_the_other_silos_clock_is_behind()
    {
        List<LogEvent> log = RandomHistory.Of(new Random(3), _music.Items, 6);
        FakeTimeProvider ahead = new(DateTimeOffset.FromUnixTimeMilliseconds(log.Max(e => e.Event!.TimestampMs) + (9 * Hour)));
        FakeTimeProvider behind = new(ahead.GetUtcNow().AddHours(-1));
        (LiveUser from, _) = _bench.Activate("ann", new ListLog(log), _store, time: ahead);
        UserRead read = new(_bench.Version.Version, MinPosition: 0, Hour);
        UserVector before = await UserBench.AsGrainAsync(() => from.ReadAsync(read));
        Assert.Equal(ahead.GetUtcNow().ToUnixTimeMilliseconds(), before.AsOfMs);
        from.Leave(isMoving: true);

        (LiveUser user, _) = _bench.Activate("ann", new ListLog(log), _store, carried: CarriedUser.Read("ann", from.Carry()!.Write()), time: behind);
        UserVector after = await UserBench.AsGrainAsync(() => user.ReadAsync(read));

        Assert.Equal(before.AsOfMs, after.AsOfMs);
        Assert.Equal(before.Values, after.Values);
    }

    [Fact]
    public async Task Who_was_erased_on_the_way_is_nobody()
    {
        List<LogEvent> log = RandomHistory.Of(new Random(4), _music.Items, 6);
        ListLog list = new(log);
        CarriedUser carried = await MoveAwayAsync(log);
        await list.EraseUserAsync("ann", Cancellation);

        (LiveUser user, _) = _bench.Activate("ann", list, _store, carried: carried);

        Assert.Equal((0, 0), (await UserBench.AsGrainAsync(user.DescribeAsync)) is var summary ? (summary.EventCount, summary.Position) : default);
        Assert.Equal((0, 1), _bench.States);
    }

    [Fact]
    public async Task What_was_erased_before_the_move_is_still_ignored_when_it_is_delivered_after()
    {
        List<LogEvent> log = RandomHistory.Of(new Random(5), _music.Items, 6);
        LogEvent[] late = [.. log];
        ListLog list = new(log);
        (LiveUser from, _) = _bench.Activate("ann", list, _store);
        await UserBench.AsGrainAsync(from.EraseAsync);
        from.Leave(isMoving: true);

        (LiveUser user, _) = _bench.Activate("ann", list, _store, carried: CarriedUser.Read("ann", from.Carry()!.Write()));
        UserSummary summary = await UserBench.AsGrainAsync(async () =>
        {
            await user.ArriveAsync();
            await user.ApplyAsync(late);
            return await user.DescribeAsync();
        });

        Assert.Equal((0, 0), (summary.EventCount, summary.Position));
    }

    [Fact]
    public async Task Bytes_that_are_damaged_or_of_another_format_are_nobodys()
    {
        List<LogEvent> log = RandomHistory.Of(new Random(6), _music.Items, 6);
        byte[] sound = (await MoveAwayAsync(log)).Write();
        Assert.NotNull(CarriedUser.Read("ann", sound));
        for (int at = 0; at < sound.Length; at++)
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 0x20;
            Assert.Null(CarriedUser.Read("ann", damaged));
            Assert.Null(CarriedUser.Read("ann", sound[..at]));
        }
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public async Task A_state_of_another_epoch_or_one_that_cannot_be_read_is_passed_over(long epoch, bool isSound)
    {
        List<LogEvent> log = RandomHistory.Of(new Random(7), _music.Items, 6);
        CarriedUser carried = await MoveAwayAsync(log);
        Snapshot state = carried.States[0];
        byte[] bytes = state.State.ToArray();
        bytes[40] ^= (byte)(isSound ? 0 : 1);
        carried = carried with { Epoch = epoch, ErasedThrough = epoch == 1 ? 0 : log[^1].Offset, States = [state with { Epoch = epoch, State = bytes }] };

        (LiveUser user, _) = _bench.Activate("ann", new ListLog(log), _store, carried: CarriedUser.Read("ann", carried.Write()));

        Assert.Equal(6, (await UserBench.AsGrainAsync(user.DescribeAsync)).EventCount);
        Assert.Equal((0, 1), _bench.States);
    }

    /// <summary>A user who has everything of a log leaves for another silo.</summary>
    private async Task<CarriedUser> MoveAwayAsync(List<LogEvent> log, int snapshotEvents = 3)
    {
        (LiveUser user, SnapshotWriter snapshots) = _bench.Activate("ann", new ListLog(log), _store, snapshotEvents);
        await UserBench.AsGrainAsync(user.DescribeAsync);
        user.Leave(isMoving: true);
        await snapshots.StopAsync(Cancellation);
        return CarriedUser.Read("ann", user.Carry()!.Write())!;
    }

    private Task<IReadOnlyList<Snapshot>> StoredAsync() => _store.ReadAsync(_bench.Version.Space.Id, ["ann"], Cancellation);
}
