namespace UserRep.Benchmarks.Measuring;

/// <summary>Who comes when in a round. Who begins changes from one to the next, so that none always runs into what another left behind.</summary>
internal static class Turns
{
    /// <summary>The contenders of a round, counted from 0, each once.</summary>
    /// <param name="round">The round, counted from 0.</param>
    /// <param name="contenders">How many there are.</param>
    public static IEnumerable<int> Of(int round, int contenders) => Enumerable.Range(0, contenders).Select(turn => (turn + round) % contenders);
}
