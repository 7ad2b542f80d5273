using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>How well each method's neighbours share what one question asks about.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Users">Users with at least one relevant other user.</param>
/// <param name="Ndcg">nDCG per method, replicates over the users asked about; whom they are compared with stays the same.</param>
internal sealed record NeighbourResult(string Question, int Users, PairedReplicates Ndcg);
