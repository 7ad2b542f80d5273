namespace UserRep.Benchmarks.Measuring;

/// <summary>When operations are due: at a steady rate, fixed before the first is sent.</summary>
/// <param name="Rate">Operations a second.</param>
/// <param name="WarmUp">How long operations are sent that do not count.</param>
/// <param name="Counted">How long those are sent that count.</param>
internal sealed record OpenLoopSchedule(double Rate, TimeSpan WarmUp, TimeSpan Counted)
{
    // A product that is whole but for rounding is whole.
    private const double Rounding = 1e-6;

    /// <summary>Gets how many there are in all.</summary>
    public int Count => DueBefore(WarmUp + Counted);

    /// <summary>Gets the number of the first that counts.</summary>
    public int FirstCounted => DueBefore(WarmUp);

    /// <summary>When an operation is due, from the start.</summary>
    public TimeSpan DueAt(int operation) => TimeSpan.FromTicks((long)Math.Round(operation * TimeSpan.TicksPerSecond / Rate));

    /// <summary>How many are due when so much time has passed.</summary>
    public int DueBy(TimeSpan elapsed)
    {
        int due = (int)Math.Min(Count, (elapsed.TotalSeconds * Rate) + 1);
        while (due > 0 && DueAt(due - 1) > elapsed)
        {
            due--;
        }

        while (due < Count && DueAt(due) <= elapsed)
        {
            due++;
        }

        return due;
    }

    private int DueBefore(TimeSpan time) => (int)Math.Ceiling((time.TotalSeconds * Rate) - Rounding);
}
