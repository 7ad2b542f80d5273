namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>What was found once everything had come to rest.</summary>
/// <param name="Acknowledged">Events that were acknowledged.</param>
/// <param name="Lost">Those of them that are not in the log where it was said.</param>
/// <param name="Doubled">Events that are in the log or in a user's state more than once.</param>
/// <param name="Unknown">Events of which nobody was told whether they were taken.</param>
/// <param name="Broken">Each thing that must not be, with its invariant.</param>
internal sealed record Findings(int Acknowledged, int Lost, int Doubled, int Unknown, IReadOnlyList<string> Broken)
{
    public bool Holds => Lost == 0 && Doubled == 0 && Broken.Count == 0;
}
