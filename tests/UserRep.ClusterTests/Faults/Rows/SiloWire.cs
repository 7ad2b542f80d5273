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
/// <param name="isSome">Whether only some are, which are sent again: callers wait a little, and none has to notice.</param>
/// <param name="wire">What becomes of connections between silos.</param>
internal sealed class SiloWire(string name, Func<Task>? loses = null, bool isSome = false, Wire wire = Wire.Whole) : DatabaseFault
{
    private const string Key = "for-callers-of-tests";

    // To the database, for the server listens at loopback only; and where connections among silos are what suffers, to each silo.
    private readonly List<Proxy> _proxies = [];
    private Proxy[] _toSilos = [];

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
    public static SiloWire Lossy() => new("lossy", () => Task.WhenAll(Enumerable.Range(0, 3).Select(silo => SiloNetwork.LoseAsync(silo, 10))), isSome: true);

    /// <summary>What silos say to each other comes 25 to 75 ms later.</summary>
    public static SiloWire Slow() => new("slow", wire: Wire.Slow);

    /// <summary>Connections between silos are torn every 2 s.</summary>
    public static SiloWire Reset() => new("reset", wire: Wire.Reset);

    public override string? Lacks() => SiloNetwork.Lacks();

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        await using SiloNetwork network = await SiloNetwork.MakeAsync(3);
        try
        {
            await LeadAsync();
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
        string connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = SiloNetwork.Here, Port = Add(new IPEndPoint(IPAddress.Loopback, Server.Port)).Port }.ToString();
        return
        [
            .. Enumerable.Range(0, 3).Select(silo => new SiloPlace { Host = SiloNetwork.AddressOf(silo), Prefix = SiloNetwork.Prefix(silo), SiloPort = SiloNetwork.SiloPort, ApiKey = Key, Database = connection }),
        ];
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        Task over = Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20)), CancellationToken.None);
        if (loses is not null)
        {
            await loses();
            if (!isSome)
            {
                await run.CallersNoticeAsync();
            }
        }

        Proxy.Set(_toSilos, wire);
        if (wire == Wire.Reset)
        {
            await Proxy.TearAsync(_toSilos, over);
        }

        await over;
        List<int> givenUp = [];
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            if (await run.Cluster.IsGivenUpAsync(silo))
            {
                givenUp.Add(silo.Number);
            }
        }

        if (isSome)
        {
            long lost = await SiloNetwork.LostAsync(run.Cluster.Silos.Count);
            run.Notes.Add(lost > 0 ? $"{lost} packets were lost" : throw new InvalidOperationException("No packet was lost."));
        }

        await SiloNetwork.HealAsync(run.Cluster.Silos.Count);
        Proxy.Set(_toSilos, Wire.Whole);
        if (wire != Wire.Whole)
        {
            run.Notes.Add($"{_toSilos.Sum(proxy => proxy.Connections)} connections between silos");
        }

        run.Phases.End();
        run.Notes.Add($"given up meanwhile: {(givenUp.Count == 0 ? "none" : string.Join(", ", givenUp))}");
        await SupervisedAsync(run);
    }

    /// <summary>Has what silos say to each other go through here.</summary>
    private async Task LeadAsync()
    {
        _toSilos = wire == Wire.Whole ? [] : [.. Enumerable.Range(0, 3).Select(to => Add(new IPEndPoint(IPAddress.Parse(SiloNetwork.AddressOf(to)), SiloNetwork.SiloPort)))];
        for (int to = 0; to < _toSilos.Length; to++)
        {
            for (int from = 0; from < _toSilos.Length; from++)
            {
                await SiloNetwork.LeadAsync(from, to, _toSilos[to].Port);
            }
        }
    }

    private Proxy Add(IPEndPoint target)
    {
        Proxy proxy = new(IPAddress.Parse(SiloNetwork.Here), target, _proxies.Count);
        _proxies.Add(proxy);
        return proxy;
    }
}
