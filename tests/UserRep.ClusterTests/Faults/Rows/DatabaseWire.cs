using System.Net;
using Npgsql;
using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The wire from one silo to the database, or from all of them, is cut, slow, or torn again and again.</summary>
/// <param name="wire">What becomes of it.</param>
/// <param name="isOfAll">Whether of all silos.</param>
internal sealed class DatabaseWire(Wire wire, bool isOfAll) : DatabaseFault
{
    private readonly List<Proxy> _proxies = [];

    public override string Name => $"database-{wire.ToString().ToLowerInvariant()}{(isOfAll ? "-for-all" : string.Empty)}";

    public override bool IsQuick => wire == Wire.Cut && !isOfAll;

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        try
        {
            return await base.RunAsync(setting);
        }
        finally
        {
            foreach (Proxy proxy in _proxies)
            {
                await proxy.DisposeAsync();
            }

            _proxies.Clear();
        }
    }

    protected override IReadOnlyList<SiloPlace> Places(PostgresTestDatabase database)
    {
        _proxies.AddRange(Enumerable.Range(0, 3).Select(i => new Proxy(IPAddress.Loopback, new IPEndPoint(IPAddress.Loopback, Server.Port), i)));
        return [.. _proxies.Select(proxy => new SiloPlace { Database = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = proxy.Port }.ToString() })];
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        int one = run.Random.Next(_proxies.Count);
        if (isOfAll)
        {
            run.TouchAll();
        }
        else
        {
            run.Touch(run.Cluster.Silos[one]);
        }

        Proxy[] struck = isOfAll ? [.. _proxies] : [_proxies[one]];
        TimeSpan length = run.Setting.Long(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(12));
        Proxy.Set(struck, wire);
        Task over = Task.Delay(length, CancellationToken.None);
        if (wire != Wire.Slow)
        {
            await run.CallersNoticeAsync();
        }

        if (wire == Wire.Reset)
        {
            await Proxy.TearAsync(struck, over);
        }

        await over;
        Proxy.Set(struck, Wire.Whole);
        run.Phases.End();
        await SupervisedAsync(run);
    }
}
