namespace UserRep.Training.Simulation;

/// <summary>Draws an index in proportion to its weight in constant time: Walker's alias method in Vose's form (1991).</summary>
internal sealed class AliasTable
{
    private readonly float[] _keep;
    private readonly int[] _alias;

    /// <param name="weights">At least one; none negative, some positive.</param>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        _keep = new float[weights.Length];
        _alias = new int[weights.Length];
        double[] scaled = Scale(weights);
        Stack<int> small = new();
        Stack<int> large = new();
        for (int i = 0; i < scaled.Length; i++)
            (scaled[i] < 1 ? small : large).Push(i);
        Pair(scaled, small, large);
        // What is left over is 1 but for rounding.
        foreach (int i in small.Concat(large))
            (_keep[i], _alias[i]) = (1, i);
    }

    public int Draw(SeededRandom random)
    {
        double position = random.NextDouble() * _keep.Length;
        int index = (int)position;
        return position - index < _keep[index] ? index : _alias[index];
    }

    private static double[] Scale(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
            sum += weight;
        double[] scaled = new double[weights.Length];
        for (int i = 0; i < weights.Length; i++)
            scaled[i] = weights[i] * weights.Length / sum;
        return scaled;
    }

    private void Pair(double[] scaled, Stack<int> small, Stack<int> large)
    {
        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop();
            int more = large.Pop();
            (_keep[less], _alias[less]) = ((float)scaled[less], more);
            scaled[more] -= 1 - scaled[less];
            (scaled[more] < 1 ? small : large).Push(more);
        }
    }
}
