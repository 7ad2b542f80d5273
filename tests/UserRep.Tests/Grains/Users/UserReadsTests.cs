using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Users;
using UserRep.Tests.Training.Train;
using Xunit;

namespace UserRep.Tests.Grains.Users;

/// <summary>Users who come into memory together share queries, and have the states they would have alone.</summary>
public sealed class UserReadsTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IDisposable
{
    private const int Users = 300;

    private readonly MusicSpace _music = new(set);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _music.Dispose();

    [Fact]
    public async Task Hundreds_of_users_at_once_take_a_handful_of_queries_and_have_the_states_of_the_log()
    {
        (ListLog log, MemorySnapshots store, Dictionary<string, UserFold> states) = await MakeAsync();
        TaskCompletionSource gate = new();
        log.HasRead = () => gate.Task;
        UserLoader loader = UserBench.Loader(log, store, new LoadingOptions { MaxQueries = 2, MaxUsers = 100 });

        Task<UserFold>[] loads = [.. states.Keys.Select(user => loader.LoadAsync(_music.Space, user, Cancellation))];
        gate.SetResult();
        UserFold[] folds = await Task.WhenAll(loads);

        // Two that went alone, then a hundred each; those who have more than fit go on alone.
        int longer = states.Values.Count(s => s.EventCount - SnapshotCount(s) >= UserReads.TailEvents);
        Assert.InRange(longer, 1, 20);
        Assert.InRange(log.Reads, Users / 100, (Users / 100) + 10 + (2 * longer));
        Assert.All(states.Zip(folds), pair => Assert.True(UserSnapshot.Write(pair.First.Value).AsSpan().SequenceEqual(UserSnapshot.Write(pair.Second)), pair.First.Key));
    }

    [Fact]
    public async Task A_user_who_cannot_be_read_takes_nobody_along()
    {
        (ListLog log, MemorySnapshots store, Dictionary<string, UserFold> states) = await MakeAsync();
        log.PoisonUser = "user-7";
        TaskCompletionSource gate = new();
        log.HasRead = () => gate.Task;
        UserLoader loader = UserBench.Loader(log, store);

        Dictionary<string, Task<UserFold>> loads = states.Keys.ToDictionary(user => user, user => loader.LoadAsync(_music.Space, user, Cancellation));
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidDataException>(() => loads["user-7"]);
        foreach ((string user, Task<UserFold> load) in loads.Where(l => l.Key != "user-7"))
        {
            Assert.Equal(states[user].Position, (await load).Position);
        }
    }

    private static long SnapshotCount(UserFold state) => state.EventCount * 2 / 3;

    /// <summary>Users with histories of every length, whose snapshots stand at two thirds.</summary>
    private async Task<(ListLog Log, MemorySnapshots Store, Dictionary<string, UserFold> States)> MakeAsync()
    {
        List<LogEvent> all = [];
        MemorySnapshots store = new();
        Dictionary<string, UserFold> states = [];
        for (int i = 0; i < Users; i++)
        {
            Random random = new(i);
            string user = $"user-{i}";
            List<LogEvent> events = RandomHistory.Of(random, _music.Items, i % 30 == 0 ? 400 : 1 + random.Next(20), user);
            all.AddRange(events);
            UserFold half = new(_music.Space);
            half.TryFollow(events[..(events.Count * 2 / 3)]);
            if (half.Position > 0)
            {
                await store.UpsertAsync([new Snapshot(user, _music.Space.Id, 1, half.Position, UserSnapshot.Write(half))], Cancellation);
            }

            states[user] = new UserFold(_music.Space);
            states[user].TryFollow(events);
        }

        return (new ListLog(all), store, states);
    }
}
