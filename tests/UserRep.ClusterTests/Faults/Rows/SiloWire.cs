using System.Net;
using Npgsql;
using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>Packets between silos are lost, while each of them still reaches the database and its callers.</summary>
/// <param name="name">What it is called.</param>
/// <param name="loses">Has them lost.</param>
internal sealed class SiloWire(string name, Func<Task> loses) : DatabaseFault
{
    private const string Key = "for-callers-of-tests";

    // The server listens at loopback only.
    private readonly List<Proxy> _toDatabase = [];

    public override string Name => $"silos-{name}";

    /// <summary>One silo and the two others do not hear of each other.</summary>
    public static SiloWire Cut() => new("cut", async () =>
    {
        foreach (int other in (int[])[1, 2])
        {
            await SiloNetwork.CutAsync(0, other);
            await SiloNetwork.CutAsync(other, 0);
        }
    });

    /// <summary>One silo hears the others and is not heard.</summary>
    public static SiloWire OneWay() => new("one-way", async () =>
    {
        await SiloNetwork.CutAsync(0, 1);
        await SiloNetwork.CutAsync(0, 2);
    });

    /// <summary>Two do not hear of each other, and the third hears both.</summary>
    public static SiloWire Between() => new("two-of-three-cut", async () =>
    {
        await SiloNetwork.CutAsync(0, 1);
        await SiloNetwork.CutAsync(1, 0);
    });

    /// <summary>A tenth of all packets is lost.</summary>
    public static SiloWire Lossy() => new("lossy", () => Task.WhenAll(Enumerable.Range(0, 3).Select(silo => SiloNetwork.LoseAsync(silo, 10))));

    public override string? Lacks() => SiloNetwork.Lacks();

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        await using SiloNetwork network = await SiloNetwork.MakeAsync(3);
        try
        {
            return await base.RunAsync(setting);
        }
        finally
        {
            await _toDatabase[^1].DisposeAsync();
        }
    }

    protected override IReadOnlyList<SiloPlace> Places(PostgresTestDatabase database)
    {
        _toDatabase.Add(new Proxy(IPAddress.Parse(SiloNetwork.Here), Server.Port, seed: 0));
        string connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = SiloNetwork.Here, Port = _toDatabase[^1].Port }.ToString();
        return
        [
            .. Enumerable.Range(0, 3).Select(silo => new SiloPlace { Host = SiloNetwork.AddressOf(silo), Prefix = SiloNetwork.Prefix(silo), ApiKey = Key, Database = connection }),
        ];
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        await loses();
        Task over = Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20)), CancellationToken.None);
        await run.CallersNoticeAsync();
        await over;
        List<int> givenUp = [];
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            if (await run.Cluster.IsGivenUpAsync(silo))
            {
                givenUp.Add(silo.Number);
            }
        }

        await SiloNetwork.HealAsync(run.Cluster.Silos.Count);
        run.Phases.End();
        run.Notes.Add($"given up meanwhile: {(givenUp.Count == 0 ? "none" : string.Join(", ", givenUp))}");
        await SupervisedAsync(run);
    }
}
