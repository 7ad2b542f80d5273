namespace UserRep.Silo.Json;

/// <summary>What a gate says.</summary>
internal sealed record GateModel(string Metric, double? Value, string Bound, string Verdict, long Samples, long? Missing, string? Note);

/// <summary>A gate of a plan.</summary>
internal sealed record PlanGateModel(string Metric, double? Max, double? Min, long? MinSamples);

/// <summary>A step of a plan.</summary>
internal sealed record PlanStepModel(string Stage, double Share, string MinSoak, long MinSamples, string Approval, IReadOnlyList<PlanGateModel> Gates);

/// <summary>A plan.</summary>
internal sealed record PlanModel(IReadOnlyList<PlanStepModel> Steps, bool DryRun, string Period);

/// <summary>A version's plan, where it stands, what its gates said last and what it waits for.</summary>
internal sealed record RolloutModel(
    string Version,
    string Phase,
    int? Step,
    DateTimeOffset? StepSince,
    string? PausedBy,
    IReadOnlyList<GateModel> Gates,
    IReadOnlyList<string> WaitsFor,
    DateTimeOffset? EvaluatedAt,
    string? Reason,
    PlanModel Plan);

/// <summary>Samples that a consumer reports.</summary>
internal sealed record ReportMetricModel(string? Version, string? Metric, double? Value, IReadOnlyList<double>? Values, bool? HigherIsBetter);

/// <summary>All that a consumer has reported of a figure with a version.</summary>
internal sealed record ReportedMetricModel(string Consumer, string Version, string Metric, bool HigherIsBetter, long Samples, double Mean);
