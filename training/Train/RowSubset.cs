using UserRep.Training.Rows;

namespace UserRep.Training.Train;

/// <summary>A part of the training rows.</summary>
internal static class RowSubset
{
    /// <summary>Targets of users who are not held out, evenly spread, at most so many; inputs are left out.</summary>
    public static TrainingRows Targets(TrainingRows rows, int most)
    {
        int[] all = [.. Enumerable.Range(0, rows.Count).Where(row => !rows.HeldOut[row])];
        int count = Math.Min(most, all.Length);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)])];
        TrainingRows subset = new(rows.Width, [], new float[checked(count * rows.Width)], new bool[count]);
        for (int i = 0; i < count; i++) rows.Target(chosen[i]).CopyTo(subset.Target(i));

        return subset;
    }
}
