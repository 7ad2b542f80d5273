namespace UserRep.Training.Engine;

/// <summary>Watches a held-out loss, keeps a copy of the best values, and says when to stop.</summary>
/// <param name="arrays">What to copy: the values of parameters and of embedding tables.</param>
/// <param name="patience">Epochs without a new best before it stops.</param>
/// <param name="minimumGain">How far below the best a loss must be to count as better.</param>
internal sealed class EarlyStopping(IEnumerable<float[]> arrays, int patience, double minimumGain = 0)
{
    private readonly float[][] _arrays = [.. arrays];
    private readonly float[][] _best = [.. arrays.Select(a => a.ToArray())];

    public EarlyStopping(IEnumerable<Parameter> parameters, int patience, double minimumGain = 0)
        : this(parameters.Select(p => p.Value), patience, minimumGain)
    {
    }

    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>The epoch of the best loss, counted from 0; -1 before the first.</summary>
    public int BestEpoch { get; private set; } = -1;

    public int Epochs { get; private set; }

    public bool ShouldStop => Epochs - 1 - BestEpoch >= patience;

    /// <summary>Takes an epoch's held-out loss and returns whether it is a new best. NaN never is.</summary>
    public bool Observe(double loss)
    {
        var epoch = Epochs++;
        if (!(loss < BestLoss - minimumGain)) return false;
        (BestLoss, BestEpoch) = (loss, epoch);
        Copy(_arrays, _best);
        return true;
    }

    /// <summary>Puts the best values back; those at construction if no epoch was observed.</summary>
    public void RestoreBest() => Copy(_best, _arrays);

    private static void Copy(float[][] from, float[][] to)
    {
        for (var i = 0; i < from.Length; i++) from[i].CopyTo(to[i], 0);
    }
}
