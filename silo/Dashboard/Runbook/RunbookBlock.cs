namespace UserRep.Silo.Dashboard.Runbook;

/// <summary>A paragraph, or something that is set as it is written.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsPreformatted">Whether it is set as it is written.</param>
internal sealed record RunbookBlock(string Text, bool IsPreformatted);
