namespace UserRep.Training.Evaluation.Statistics;

/// <summary>The scores of one method on one task and period, for every pair of seeds.</summary>
internal sealed class ScoreGrid
{
    private readonly IReadOnlyList<IReadOnlyList<RankedScores>> _sets;

    /// <param name="name">The method.</param>
    /// <param name="sets">Encoder seed by head seed; a method without encoder has one row, one without randomness one cell.</param>
    /// <exception cref="ArgumentException">There are no sets, or some encoder seeds have more head seeds than others.</exception>
    public ScoreGrid(string name, IReadOnlyList<IReadOnlyList<RankedScores>> sets)
    {
        if (sets.Count == 0 || sets[0].Count == 0 || sets.Any(s => s.Count != sets[0].Count))
        {
            throw new ArgumentException($"The scores of '{name}' are no full grid of encoder and head seeds.", nameof(sets));
        }

        (Name, _sets) = (name, sets);
    }

    public string Name { get; }

    public int EncoderSeeds => _sets.Count;

    public int HeadSeeds => _sets[0].Count;

    public RankedScores this[int encoderSeed, int headSeed] => _sets[encoderSeed][headSeed];

    /// <summary>Gets any of the sets: all have the same users.</summary>
    public RankedScores First => _sets[0][0];

    /// <summary>Mean area over all seeds.</summary>
    public double MeanAuc(int[] weights) => _sets.SelectMany(s => s).Average(s => s.Auc(weights));

    /// <summary>Mean area over the drawn seeds. A cell that was not drawn is not computed: with 3 × 5 seeds that saves half.</summary>
    public double MeanAuc(BootstrapDraw draw)
    {
        int[] encoders = draw.EncoderCounts(EncoderSeeds);
        int[] heads = draw.HeadCounts(HeadSeeds);
        double sum = 0;
        for (int e = 0; e < encoders.Length; e++)
        {
            for (int h = 0; h < heads.Length; h++)
            {
                int times = encoders[e] * heads[h];
                sum += times == 0 ? 0 : times * _sets[e][h].Auc(draw.Weights);
            }
        }

        return sum / (EncoderSeeds * HeadSeeds);
    }
}
