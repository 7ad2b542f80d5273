namespace UserRep.Silo.Dashboard.Overview;

/// <summary>Something that is wrong now.</summary>
/// <param name="Weight">How bad it is.</param>
/// <param name="Text">What it is, in one sentence.</param>
/// <param name="Heading">The heading of the runbook that says what to do.</param>
internal sealed record Concern(ConcernWeight Weight, string Text, string Heading);
