using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>Relative gain in AUC, in per cent, with the ends of its interval.</summary>
internal sealed record GainFigures(double Auc, double Low, double High)
{
    public static GainFigures From(Interval gain) => new(gain.Value, gain.Low, gain.High);
}
