using UserRep.Training.Datasets;

namespace UserRep.Training.Evaluation.Protocol;

/// <summary>
/// The split by time. Item vectors and factors learn up to <see cref="FitUntilMs"/>, heads from there to <see cref="TestFromMs"/>, up to which encoders see rows
/// without labels;
/// the test runs to <see cref="CheckFromMs"/> and the check to <see cref="EndMs"/>.
/// </summary>
internal sealed record TimeSplit(long FitUntilMs, long TestFromMs, long CheckFromMs, long EndMs)
{
    /// <summary>Splits at shares of the events in time order.</summary>
    /// <param name="table">The data set.</param>
    /// <param name="fit">Share of the events before the fit's end.</param>
    /// <param name="test">Share before the test.</param>
    /// <param name="check">Share before the check; 1 for none.</param>
    /// <param name="untilMs">The last moment an event may have to count; one event at least has it.</param>
    public static TimeSplit AtShares(EventTable table, double fit, double test, double check, long untilMs = long.MaxValue)
    {
        long[] times = [.. table.TimesMs.Where(time => time <= untilMs)];
        Array.Sort(times);
        long At(double share) => times[Math.Min(times.Length - 1, (int)(share * times.Length))];
        return new TimeSplit(At(fit), At(test), At(check), times[^1]);
    }

    /// <summary>The period that holds a moment and the time ahead of it whole, or null.</summary>
    public Period? PeriodOf(long fromMs, long untilMs) => (fromMs, untilMs) switch
    {
        var (from, until) when from > FitUntilMs && until <= TestFromMs => Period.Train,
        var (from, until) when from > TestFromMs && until <= CheckFromMs => Period.Test,
        var (from, until) when from > CheckFromMs && until <= EndMs => Period.Check,
        _ => null,
    };
}
