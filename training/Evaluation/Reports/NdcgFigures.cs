using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>nDCG@50 of one model, or in a gain the relative difference in per cent.</summary>
internal sealed record NdcgFigures(double Ndcg, double Low, double High)
{
    public static NdcgFigures From(Interval ndcg) => new(ndcg.Value, ndcg.Low, ndcg.High);
}
