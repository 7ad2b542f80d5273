namespace UserRep.Training.Evaluation.Run;

/// <summary>The answers of one method: a score per example, by encoder seed and head seed.</summary>
/// <param name="Name">The method.</param>
/// <param name="Sets">One list per encoder seed; in it one score array per head seed.</param>
internal sealed record MethodScores(string Name, IReadOnlyList<IReadOnlyList<float[]>> Sets)
{
    public IEnumerable<float[]> All => Sets.SelectMany(s => s);
}
