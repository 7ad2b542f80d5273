using UserRep.Training.Evaluation.Methods;

namespace UserRep.Training.Evaluation.Rivals;

/// <summary>One way to run a rival.</summary>
/// <param name="Description">The setting in words, for the report.</param>
/// <param name="Score">Learns and answers every example, from a seed.</param>
internal sealed record RivalSetting(string Description, Func<MethodContext, int, CancellationToken, float[]> Score);
