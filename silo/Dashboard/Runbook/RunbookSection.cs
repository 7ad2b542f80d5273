namespace UserRep.Silo.Dashboard.Runbook;

/// <summary>A section of the runbook.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Blocks">What is under it.</param>
internal sealed record RunbookSection(string Heading, IReadOnlyList<RunbookBlock> Blocks);
