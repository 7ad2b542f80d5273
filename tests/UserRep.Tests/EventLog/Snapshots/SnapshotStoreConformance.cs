using UserRep.EventLog.Snapshots;
using Xunit;

namespace UserRep.Tests.EventLog.Snapshots;

/// <summary>What every snapshot store must do.</summary>
public abstract class SnapshotStoreConformance : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private protected ISnapshotStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<ISnapshotStore> OpenAsync();

    [Fact]
    public async Task A_snapshot_only_moves_forward_within_an_epoch()
    {
        Assert.Equal(2, await Store.UpsertAsync([Of("ann", 1, 10), Of("bob", 1, 5)], _none));
        Assert.Equal(1, await Store.UpsertAsync([Of("ann", 1, 9), Of("bob", 1, 6)], _none));
        Assert.Equal(0, await Store.UpsertAsync([Of("ann", 1, 10)], _none));

        Assert.Equal([("ann", 10L, 10), ("bob", 6L, 6)], await ReadAsync("ann", "bob", "nobody"));
    }

    [Fact]
    public async Task A_later_epoch_wins_whatever_the_position_and_an_earlier_one_never()
    {
        await Store.UpsertAsync([Of("ann", 1, 10)], _none);

        Assert.Equal(1, await Store.UpsertAsync([Of("ann", 2, 3)], _none));
        Assert.Equal(0, await Store.UpsertAsync([Of("ann", 1, 50)], _none));

        Assert.Equal([("ann", 3L, 3)], await ReadAsync("ann"));
    }

    [Fact]
    public async Task Feature_spaces_are_apart_and_a_user_is_removed_from_all()
    {
        await Store.UpsertAsync([Of("ann", 1, 1), Of("ann", 1, 2) with { FeatureSpace = "other" }, Of("bob", 1, 3)], _none);

        Assert.Equal(2, await Store.RemoveUserAsync("ann", _none));
        Assert.Empty(await ReadAsync("ann"));
        Assert.Empty(await Store.ReadAsync("other", ["ann"], _none));
        Assert.Equal(1, await Store.RemoveFeatureSpaceAsync("space", 10, _none));
        Assert.Empty(await ReadAsync("bob"));
    }

    [Fact]
    public async Task A_feature_space_goes_some_at_a_time_and_others_stay()
    {
        await Store.UpsertAsync([.. Enumerable.Range(1, 25).Select(i => Of($"user-{i}", 1, i)), Of("ann", 1, 1) with { FeatureSpace = "other" }], _none);

        Assert.Equal(10, await Store.RemoveFeatureSpaceAsync("space", 10, _none));
        Assert.Equal(15, (await ReadAsync([.. Enumerable.Range(1, 25).Select(i => $"user-{i}")])).Count());
        Assert.Equal(10, await Store.RemoveFeatureSpaceAsync("space", 10, _none));
        Assert.Equal(5, await Store.RemoveFeatureSpaceAsync("space", 10, _none));
        Assert.Equal(0, await Store.RemoveFeatureSpaceAsync("space", 10, _none));

        Assert.Single(await Store.ReadAsync("other", ["ann"], _none));
    }

    [Fact]
    public async Task One_snapshot_is_removed_and_not_the_later_one_in_its_place()
    {
        await Store.UpsertAsync([Of("ann", 1, 1), Of("ann", 1, 1) with { FeatureSpace = "other" }, Of("bob", 1, 1)], _none);
        await Store.UpsertAsync([Of("bob", 1, 2)], _none);

        Assert.Equal(1, await Store.RemoveAsync(Of("ann", 1, 1), _none));
        Assert.Equal(0, await Store.RemoveAsync(Of("bob", 1, 1), _none));
        Assert.Equal(0, await Store.RemoveAsync(Of("bob", 2, 2), _none));

        Assert.Equal([("bob", 2L, 2)], await ReadAsync("ann", "bob"));
        Assert.Single(await Store.ReadAsync("other", ["ann"], _none));
    }

    [Fact]
    public async Task Snapshots_are_there_after_the_store_was_opened_again()
    {
        await Store.UpsertAsync([.. Enumerable.Range(1, 300).Select(i => Of($"user-{i}", 1, i))], _none);
        await Store.DisposeAsync();

        await InitializeAsync();

        Assert.Equal(300, (await Store.ReadAsync("space", [.. Enumerable.Range(1, 300).Select(i => $"user-{i}")], _none)).Count);
    }

    [Fact]
    public async Task Writers_at_once_end_with_the_highest_position()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            Random random = new(writer);
            for (int i = 0; i < 25; i++)
            {
                await Store.UpsertAsync([.. Enumerable.Range(0, 10).Select(u => Of($"user-{u}", 1, 1 + random.Next(1_000)))], _none);
            }

            await Store.UpsertAsync([.. Enumerable.Range(0, 10).Select(u => Of($"user-{u}", 1, 1_001))], _none);
        })));

        Assert.All(await Store.ReadAsync("space", [.. Enumerable.Range(0, 10).Select(u => $"user-{u}")], _none), s => Assert.Equal(1_001, s.Position));
    }

    private async Task<IEnumerable<(string User, long Position, int State)>> ReadAsync(params string[] users) =>
        (await Store.ReadAsync("space", users, _none)).OrderBy(s => s.UserId, StringComparer.Ordinal).Select(s => (s.UserId, s.Position, BitConverter.ToInt32(s.State.Span)));

    private static Snapshot Of(string user, long epoch, long position) => new(user, "space", epoch, position, BitConverter.GetBytes((int)position));
}
