using UserRep.Training.Evaluation.Neighbours;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>One question to the nearest neighbours.</summary>
/// <param name="Users">Users asked about.</param>
/// <param name="Models">nDCG@50 per model.</param>
/// <param name="Gain">Per rival, how far userrep is ahead, in per cent.</param>
internal sealed record NeighbourFigures(
    long Users, IReadOnlyDictionary<string, NdcgFigures> Models, IReadOnlyDictionary<string, NdcgFigures> Gain)
{
    public static NeighbourFigures From(NeighbourResult result) => new(
        result.Users,
        result.Ndcg.Names.ToDictionary(name => name, name => NdcgFigures.From(result.Ndcg.Of(name))),
        ModelNames.Rivals(result.Ndcg.Names).ToDictionary(r => r, r => NdcgFigures.From(result.Ndcg.Gain(ModelNames.UserRep, r))));
}
