using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Rivals.Dlrm;
using UserRep.Training.Evaluation.Rivals.LightFm;
using UserRep.Training.Evaluation.Rivals.MatrixFactorisation;
using UserRep.Training.Evaluation.Rivals.MultVae;

namespace UserRep.Training.Evaluation.Rivals;

/// <summary>What teams use today, each with the settings that are tried on validation cuts.</summary>
internal static class RivalSet
{
    /// <param name="threads">Threads of each rival's training and scoring.</param>
    public static IReadOnlyList<IMethod> All(int threads) =>
    [
        UntrainedRivals.Popularity(),
        UntrainedRivals.Cosine(),
        FactorisationRival.Create(threads),
        LightFmRival.Create(threads),
        DlrmRival.Create(threads),
        MultVaeRival.Create(threads),
    ];
}
