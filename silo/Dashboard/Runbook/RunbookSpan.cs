namespace UserRep.Silo.Dashboard.Runbook;

/// <summary>A part of a paragraph.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsCode">Whether it is to be typed as it is.</param>
/// <param name="Link">The heading of the runbook it leads to, as <c>#heading</c>; null if it leads nowhere.</param>
internal sealed record RunbookSpan(string Text, bool IsCode, string? Link);
