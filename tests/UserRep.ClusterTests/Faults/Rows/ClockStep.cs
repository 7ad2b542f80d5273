using System.Globalization;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The clock of one silo steps an hour ahead, then an hour back, then to the right time.</summary>
internal sealed class ClockStep : ClusterFault
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

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
        foreach (string offset in (string[])["+3600", "-3600", "+0"])
        {
            Set(offset);
            await SteppedAsync(silo, double.Parse(offset, CultureInfo.InvariantCulture));
            await Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5)), CancellationToken.None);
            foreach (SiloNode other in run.Cluster.Silos)
            {
                if (!other.IsRunning || await run.Cluster.IsGivenUpAsync(other))
                {
                    run.Notes.Add($"at {offset} s silo {other.Number} was given up");
                }
            }

            await SupervisedAsync(run);
        }

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
