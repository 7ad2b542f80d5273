using UserRep.Training.Evaluation.Run;

namespace UserRep.Training.Evaluation;

/// <summary>What to evaluate and where to write.</summary>
/// <param name="Dataset">The data set folder.</param>
/// <param name="Out">The report folder.</param>
/// <param name="Options">How.</param>
/// <param name="Fresh">Whether to forget what an earlier run that was stopped has computed.</param>
/// <param name="Bundle">The bundle to evaluate; null to learn item vectors and encoders.</param>
internal sealed record EvaluateRequest(string Dataset, string Out, EvaluationOptions Options, bool Fresh, string? Bundle = null);
