namespace UserRep.Training.Evaluation.Statistics;

/// <summary>
/// A figure per method and replicate. Replicate r is the same draw for all methods, so the interval of a gain is taken from gains within
/// replicates, which is narrower than from two independent intervals.
/// </summary>
internal sealed class PairedReplicates
{
    private readonly Dictionary<string, (double Value, double[] Replicates)> _methods;
    private readonly double _confidence;

    public PairedReplicates(IReadOnlyList<string> names, double[] values, double[][] replicates, double confidence)
    {
        Names = names;
        _confidence = confidence;
        _methods = names.Select((name, i) => (name, i)).ToDictionary(m => m.name, m => (values[m.i], replicates[m.i]));
    }

    /// <summary>Gets the methods in the order in which they were given.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The figure of one method.</summary>
    public Interval Of(string name)
    {
        (double value, double[] replicates) = _methods[name];
        return Interval.FromReplicates(value, replicates, _confidence);
    }

    /// <summary>How far a method is ahead of a rival, in per cent of the rival's figure: <c>100 (a / b - 1)</c>.</summary>
    public Interval Gain(string name, string rival)
    {
        (double value, double[] replicates) = _methods[name];
        (double rivalValue, double[] rivalReplicates) = _methods[rival];
        return Interval.FromReplicates(Relative(value, rivalValue), replicates.Zip(rivalReplicates, Relative), _confidence);
    }

    private static double Relative(double value, double rival) => 100 * ((value / rival) - 1);
}
