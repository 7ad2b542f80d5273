namespace UserRep.Training.Evaluation.Reports;

/// <summary>Every seed of the run.</summary>
internal sealed record SeedFigures(IReadOnlyList<int> Encoder, IReadOnlyList<int> Head, int Bootstrap, int Protocol);
