using UserRep.Client;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>
/// The clock of one silo steps an hour ahead, stays there until what is looked through every minute has been, then twenty minutes back, to an hour behind, and to the right time. A silo
/// whose clock goes back so far ends by itself.
/// </summary>
internal sealed class ClockStep : ClusterFault
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    // So many that some of them live on each silo.
    private const int Strangers = 60;

    // Once a minute Orleans goes through who may leave memory.
    private static readonly TimeSpan _ahead = TimeSpan.FromSeconds(65);

    // Longer than the others take to give it up, were it not gone.
    private static readonly TimeSpan _back = TimeSpan.FromSeconds(20);

    private string? _clock;

    public override string Name => "clock-step";

    public override string? Lacks() => File.Exists(Library) ? null : "needs libfaketime (Debian: libfaketime)";

    protected override async Task<Cluster> StartAsync(FaultSetting setting)
    {
        Testing.Postgres.PostgresTestDatabase database = await setting.Postgres.CreateDatabaseAsync();
        SiloPlace place = new() { Database = database.ConnectionString };
        _clock = Path.GetTempFileName();
        Set("+0");
        SiloPlace stepped = place with
        {
            Environment = new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = Library,
                ["FAKETIME_TIMESTAMP_FILE"] = _clock,
                ["FAKETIME_CACHE_DURATION"] = "1",

                // What measures spans goes on as it is, as on a machine whose clock is set.
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["DONT_FAKE_MONOTONIC"] = "1",
            },
        };
        return await Cluster.StartAsync(database, [place, place, stepped], Settings);
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        SiloNode silo = run.Cluster.Silos[2];
        run.Touch(silo);
        Set("+3600");
        await SteppedAsync(silo, 3_600);
        await Task.Delay(_ahead, CancellationToken.None);
        await SupervisedAsync(run);

        // Less than users stay in memory: it still takes in whoever comes.
        Set("+2400");
        await SteppedAsync(silo, 2_400);
        await using UserRepClient client = silo.Client();
        await client.GetManyAsync([.. Enumerable.Range(0, Strangers).Select(i => $"stranger-{i}")]);

        // Nor could it join again: to the others it would be older than the one it was.
        Set("-3600");
        await Until.TrueAsync($"silo {silo.Number} ends, whose clock is set back", TimeSpan.FromSeconds(60), () => Task.FromResult(!silo.IsRunning));
        if (silo.ExitCode != 1 || !silo.Said.Contains("The clock was set back", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Silo {silo.Number} ended with {silo.ExitCode}: {silo.Said}");
        }

        run.Notes.Add($"silo {silo.Number} ended when its clock was set back");
        await Task.Delay(_back, CancellationToken.None);

        Set("+0");
        await SupervisedAsync(run);
        await SteppedAsync(silo, 0);
        run.Phases.End();
        File.Delete(_clock!);
    }

    /// <summary>Waits until the silo's answers bear the date of its clock.</summary>
    private static Task<TimeSpan> SteppedAsync(SiloNode silo, double seconds) => Until.TrueAsync($"the clock of silo {silo.Number} is {seconds} s off", TimeSpan.FromSeconds(30), async () =>
    {
        using HttpResponseMessage answer = await silo.Rest.GetAsync("/health/live");
        return answer.Headers.Date is { } date && Math.Abs((date - TimeProvider.System.GetUtcNow()).TotalSeconds - seconds) < 60;
    });

    private void Set(string offset) => File.WriteAllText(_clock!, offset);
}
