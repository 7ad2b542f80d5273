using Npgsql;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>Others take all connections that the database has left, just as those of the silos are ended.</summary>
internal sealed class ConnectionLimit : DatabaseFault
{
    private const string TooManyConnections = "53300";

    public override string Name => "connection-limit";

    protected override string[] ServerSettings => ["max_connections=70"];

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        List<NpgsqlConnection> taken = [];
        using CancellationTokenSource enough = new(run.Setting.Long(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5)));
        Task taking = TakeAsync(taken, enough.Token);
        await Server.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{Database.Name}' AND state IS DISTINCT FROM 'active'");
        await run.CallersNoticeAsync();
        await taking;
        run.Notes.Add($"others had {taken.Count} connections");
        foreach (NpgsqlConnection connection in taken)
        {
            await connection.DisposeAsync();
        }

        run.Phases.End();
    }

    private async Task TakeAsync(List<NpgsqlConnection> taken, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            NpgsqlConnection connection = new($"{Database.ConnectionString};Pooling=false");
            try
            {
                await connection.OpenAsync(CancellationToken.None);
                taken.Add(connection);
            }
            catch (PostgresException error) when (error.SqlState == TooManyConnections)
            {
                await connection.DisposeAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            }
        }
    }
}
