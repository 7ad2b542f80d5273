namespace UserRep.Training.Importing;

/// <summary>One row that was left out, and why.</summary>
internal sealed record BadRow(long Line, string Reason);
