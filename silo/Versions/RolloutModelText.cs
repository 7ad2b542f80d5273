using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Silo.Json;

namespace UserRep.Silo.Versions;

/// <summary>Plans and what became of their gates, as JSON has them.</summary>
internal static class RolloutModelText
{
    public static RolloutModel Model(RolloutStatus s) => new(
        s.Version, Name(s.Phase), s.Step, s.StepSince, s.PausedBy, [.. s.Gates.Select(Model)], s.Waits, s.EvaluatedAt, s.Reason, Model(s.Plan));

    public static GateModel Model(GateResult g) => new(g.Metric, g.Value, g.Bound, Name(g.Verdict), g.Samples, g.Missing > 0 ? g.Missing : null, g.Note);

    private static PlanModel Model(RolloutPlan plan) => new([.. plan.Steps.Select(Model)], plan.IsDryRun, Durations.Text(plan.Period));

    private static PlanStepModel Model(RolloutStep s) => new(
        Name(s.Stage),
        s.Share,
        Durations.Text(s.MinSoak),
        s.MinSamples,
        s.NeedsApproval ? "manual" : "automatic",
        [.. s.Gates.Select(g => new PlanGateModel(g.Metric, g.Max, g.Min, g.MinSamples))]);

    private static string Name<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}";
    }
}
