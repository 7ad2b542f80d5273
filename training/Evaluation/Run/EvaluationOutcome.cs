using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Reports.Pictures;

namespace UserRep.Training.Evaluation.Run;

/// <summary>What an evaluation found, and the vectors to be shown.</summary>
internal sealed record EvaluationOutcome(EvaluationReport Report, Projection? Projection);
