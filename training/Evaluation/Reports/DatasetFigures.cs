namespace UserRep.Training.Evaluation.Reports;

/// <summary>What was evaluated on.</summary>
internal sealed record DatasetFigures(string Name, long Users, long Items, long Events, long Cuts);
