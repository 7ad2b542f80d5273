using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>One task in one period.</summary>
/// <param name="Examples">Questions asked.</param>
/// <param name="Users">Users asked about.</param>
/// <param name="Models">Per model, its figures.</param>
/// <param name="Gain">Per rival, how far userrep is ahead of it.</param>
internal sealed record TaskFigures(
    long Examples, long Users, IReadOnlyDictionary<string, ModelFigures> Models, IReadOnlyDictionary<string, GainFigures> Gain)
{
    /// <param name="examples">Questions asked.</param>
    /// <param name="users">Users asked about.</param>
    /// <param name="auc">The bootstrap of all models.</param>
    /// <param name="accuracy">Accuracy per model, mean over seeds.</param>
    public static TaskFigures From(long examples, long users, PairedReplicates auc, IReadOnlyDictionary<string, double> accuracy) => new(
        examples,
        users,
        auc.Names.ToDictionary(name => name, name => Model(auc.Of(name), accuracy.GetValueOrDefault(name, double.NaN))),
        ModelNames.Rivals(auc.Names).ToDictionary(rival => rival, rival => GainFigures.From(auc.Gain(ModelNames.UserRep, rival))));

    private static ModelFigures Model(Interval auc, double accuracy) => new(auc.Value, auc.Low, auc.High, accuracy);
}
