namespace UserRep.Training.Evaluation.Reports;

/// <summary>What a gain must reach.</summary>
/// <param name="Task">The task.</param>
/// <param name="Rival">The rival.</param>
/// <param name="Gain">The least gain in per cent, or null when only the low end counts.</param>
/// <param name="LowEnd">The interval's low end must be above this, in per cent; null when only the gain counts.</param>
internal sealed record Floor(string Task, string Rival, double? Gain, double? LowEnd = null);
