using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Evaluation.Methods;

/// <summary>What every method may use.</summary>
/// <param name="Questions">Cuts and examples of all tasks and periods.</param>
/// <param name="Vectors">Item vectors learned up to <see cref="TimeSplit.FitUntilMs"/>.</param>
/// <param name="Items">The same vectors side by side.</param>
/// <param name="Average">The plain average of each cut's item vectors.</param>
internal sealed record MethodContext(Questions Questions, ItemVectorSet Vectors, ItemMatrix Items, UserMatrix Average);
