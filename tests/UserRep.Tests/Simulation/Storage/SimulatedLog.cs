using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Pruning;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>The log as one process has it open.</summary>
internal sealed class SimulatedLog(string appender, LogEngine engine, Connection connection) : IEventLog
{
    private const int PrunePage = 3;

    public PartitionMap Partitions => engine.Disk.Map;

    public long Epoch { get; private set; } = engine.Disk.Epoch;

    /// <summary>Gets or sets what is told of a user whom this process has erased, in the step in which it has.</summary>
    public Action<string> HasErased { get; set; } = _ => { };

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) =>
        connection.WriteAsync(() => engine.AppendAsync(appender, events));

    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        connection.ReadAsync(() => engine.Disk.OfPartition(partition, afterOffset, limit));

    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        connection.ReadAsync(() => engine.Disk.OfUser(userId, afterOffset, limit));

    public Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation) =>
        connection.ReadAsync<IReadOnlyList<IReadOnlyList<LogEvent>>>(() => [.. users.Select(user => engine.Disk.OfUser(user.UserId, user.AfterOffset, limit))]);

    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => connection.ReadAsync(() => engine.Disk.Contains(userId, offset));

    public async Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation)
    {
        (IReadOnlyList<PartitionHead> heads, long epoch) = await connection.ReadAsync(() => (engine.Disk.Heads(), engine.Disk.Epoch));
        Epoch = Math.Max(Epoch, epoch);
        return heads;
    }

    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) => connection.WriteAsync(async () =>
    {
        long erased = await engine.EraseAsync(userId);
        HasErased(userId);
        return erased;
    });

    public async Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation)
    {
        long removed = 0;
        long afterKey = 0;
        while (true)
        {
            LoggedUser[] users = await connection.ReadAsync(() => UsersAfter(afterKey));
            if (users.Length == 0)
            {
                return removed;
            }

            IReadOnlyDictionary<string, long> covered = await engine.CoverAsync(request, snapshots, [.. users.Select(u => u.UserId)]);
            removed += await connection.WriteAsync(() => engine.RemoveAsync(request, [.. users.Select(u => new CoveredUser(u, covered[u.UserId]))]));
            afterKey = users[^1].Key;
        }
    }

    public async Task<long> RaiseEpochAsync(CancellationToken cancellation) =>
        Epoch = await connection.WriteAsync(() => Task.FromResult(++engine.Disk.Epoch));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private LoggedUser[] UsersAfter(long key) =>
        [.. engine.Disk.Users.Values.Where(u => u.Key > key).OrderBy(u => u.Key).Take(PrunePage).Select(u => new LoggedUser(u.Key, u.UserId))];
}
