using System.Net.Http.Json;
using System.Text.Json;
using UserRep.ClusterTests.Silos;
using UserRep.Tests.Service.Downstream;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>A silo ends at a named place under load, as if it were killed just there, and is started again.</summary>
/// <param name="place">The place, as <c>tests/UserRep.FailingSilo</c> names it.</param>
/// <param name="isOfSwitch">Whether the place is of a switch from one version to the other.</param>
internal sealed class CrashAt(string place, bool isOfSwitch = false) : ClusterFault
{
    // Who takes the catalogue over stores that it did so, which is not yet the switch.
    private const int OfSwitch = 3;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    public override string Name => $"crash-{place}";

    public override bool IsQuick => place == "append.after-commit";

    protected override async Task InflictAsync(ClusterRun run)
    {
        SiloNode[] struck = isOfSwitch ? [.. run.Cluster.Silos] : [run.Cluster.Silos[run.Random.Next(run.Cluster.Silos.Count)]];
        SiloPlace whole = struck[0].Place;
        SiloPlace failing = whole with
        {
            Program = SiloPlace.FailingProgram,
            Environment = new Dictionary<string, string> { ["USERREP_FAILPOINT"] = isOfSwitch ? $"{place}:{OfSwitch}" : $"{place}:{10 + run.Random.Next(100)}" },
        };
        Array.ForEach(struck, silo => run.Touch(silo));
        foreach (SiloNode silo in struck)
        {
            await silo.StopAsync();
            silo.Place = failing;
            silo.Start();
            await silo.ReadyAsync();
        }

        run.Phases.Begin();
        Task switching = isOfSwitch ? SwitchAsync(run) : Task.CompletedTask;
        await Until.TrueAsync($"a silo ends at {place}", _patience, () => Task.FromResult(struck.Any(silo => !silo.IsRunning)));
        foreach (SiloNode silo in struck)
        {
            silo.Place = whole;
        }

        while (run.Cluster.Silos.Any(silo => !silo.IsRunning) || !switching.IsCompleted)
        {
            foreach (SiloNode silo in run.Cluster.Silos.Where(silo => !silo.IsRunning))
            {
                silo.Start();
                run.Phases.End();
                await silo.ReadyAsync();
            }

            await Task.WhenAny(switching, Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None));
        }

        await switching;
    }

    /// <summary>Moves the other version up until it is current; whoever is not answered, or told to come back, asks again.</summary>
    private static async Task SwitchAsync(ClusterRun run)
    {
        run.Ledger.Currents = [ClusterRun.Current, ClusterRun.Other];
        await AgainAsync(run, by => by.MoveAsync(ClusterRun.Other, "shadow"), "shadow");
        await AgainAsync(run, by => by.MoveAsync(ClusterRun.Other, "canary", new { share = 30 }), "canary");
        await AgainAsync(run, async by => await by.CommitAsync(await by.PreparedAsync() ?? (await by.PrepareAsync(ClusterRun.Other)).Id), "current");
        run.Switched();
    }

    private static Task<TimeSpan> AgainAsync(ClusterRun run, Func<Operator, Task> act, string state)
    {
        int silo = 0;
        string refusal = string.Empty;
        return Until.TrueAsync($"{ClusterRun.Other} is {state}", _patience, async () =>
        {
            HttpClient rest = run.Cluster.Silos[silo++ % run.Cluster.Silos.Count].Rest;
            try
            {
                if (!await IsAsync(rest, state))
                {
                    await act(new Operator(rest, CancellationToken.None));
                }

                return await IsAsync(rest, state);
            }
            catch (Exception error) when (error is HttpRequestException or Xunit.Sdk.XunitException or IOException)
            {
                refusal = $" The last refusal: {error.Message}";
                return false;
            }
        }, () => refusal);
    }

    private static async Task<bool> IsAsync(HttpClient rest, string state) => (await rest.GetFromJsonAsync<JsonElement>("/v1/versions")).GetProperty("versions").EnumerateArray()
        .Any(v => v.GetProperty("version").GetString() == ClusterRun.Other && v.GetProperty("state").GetString() == state);
}
