using UserRep.Training.Evaluation.Transfer;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>One profile attribute, told from vectors that were made without the profile.</summary>
/// <param name="Users">Users whose attribute is known.</param>
/// <param name="Classes">Its values.</param>
/// <param name="MajorityAccuracy">What always naming the largest class gets.</param>
/// <param name="Models">Figures per model.</param>
/// <param name="Gain">Per rival, how far userrep's AUC is ahead, in per cent.</param>
internal sealed record AttributeFigures(
    long Users,
    IReadOnlyList<string> Classes,
    double MajorityAccuracy,
    IReadOnlyDictionary<string, TransferModelFigures> Models,
    IReadOnlyDictionary<string, GainFigures> Gain)
{
    public static AttributeFigures From(TransferResult result) => new(
        result.Task.Rows.Length,
        result.Task.Classes,
        result.MajorityAccuracy,
        result.Auc.Names.ToDictionary(name => name, name => Model(result, name)),
        ModelNames.Rivals(result.Auc.Names).ToDictionary(r => r, r => GainFigures.From(result.Auc.Gain(ModelNames.UserRep, r))));

    private static TransferModelFigures Model(TransferResult result, string name)
    {
        var (auc, accuracy) = (result.Auc.Of(name), result.Accuracy.Of(name));
        return new(auc.Value, auc.Low, auc.High, accuracy.Value, accuracy.Low, accuracy.High, result.LogLoss.Of(name).Value);
    }
}
