using Npgsql;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>Looks at stored snapshots again and again while things go wrong: none may go backwards within an epoch.</summary>
internal sealed class SnapshotWatch : IAsyncDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<(string Space, string User), (long Epoch, long Position)> _seen = [];
    private readonly List<string> _broken = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public SnapshotWatch(NpgsqlDataSource database) => _watching = WatchAsync(database);

    /// <summary>Stops looking.</summary>
    /// <returns>What was wrong.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        return _broken;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync(NpgsqlDataSource database)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync(database);
            }
            catch (NpgsqlException)
            {
                // The database is what goes wrong.
            }

            await Task.Delay(_between, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(NpgsqlDataSource database)
    {
        await using NpgsqlCommand command = database.CreateCommand("SELECT feature_space, user_id, epoch, position FROM user_snapshot WHERE user_id LIKE 'user-%'");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            (string, string User) key = (reader.GetString(0), reader.GetString(1));
            (long, long) now = (reader.GetInt64(2), reader.GetInt64(3));
            if (_seen.TryGetValue(key, out (long, long) before) && now.CompareTo(before) < 0)
            {
                _broken.Add($"I4: the snapshot of {key.User} went from {before} to {now}.");
            }

            _seen[key] = now;
        }
    }
}
