namespace UserRep.Silo.Dashboard.Versions;

/// <summary>What an operator has decided.</summary>
/// <param name="Operation">What to do.</param>
/// <param name="Version">To which version.</param>
/// <param name="Revision">The version's revision that the operator has seen.</param>
/// <param name="Reason">Why; null if nothing was said.</param>
/// <param name="Share">The share in percent; null if it takes none.</param>
/// <param name="IsForced">Whether guards are to be passed.</param>
internal sealed record OperationRequest(Operation Operation, string Version, long Revision, string? Reason, double? Share, bool IsForced);
