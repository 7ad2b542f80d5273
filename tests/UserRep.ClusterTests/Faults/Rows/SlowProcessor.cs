using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>One silo has 0.3 of a processor for a while: it is slow, and nobody may take that for its end.</summary>
internal sealed class SlowProcessor : ClusterFault
{
    public override string Name => "slow-processor";

    public override string? Lacks() => ControlGroup.Lacks("cpu");

    protected override async Task InflictAsync(ClusterRun run)
    {
        SiloNode silo = run.Cluster.Silos[run.Random.Next(run.Cluster.Silos.Count)];
        run.Touch(silo);
        using ControlGroup group = ControlGroup.OfProcessor(0.3);
        group.Take(silo.ProcessId);
        await Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(10)), CancellationToken.None);
        run.Notes.Add(await run.Cluster.IsGivenUpAsync(silo) ? "it was given up" : "it was not given up");
        run.Notes.Add($"it was held back {group.HeldBack()} times");
        group.FreeProcessor();
        run.Phases.End();
        await SupervisedAsync(run);
    }
}
