using UserRep.Training.Rows;

namespace UserRep.Training.Train;

/// <summary>A part of the training rows.</summary>
internal static class RowSubset
{
    /// <summary>Rows of users who are not held out, evenly spread, at most so many.</summary>
    public static TrainingRows Training(TrainingRows rows, int most)
    {
        int[] all = [.. Enumerable.Range(0, rows.Count).Where(row => !rows.HeldOut[row])];
        int count = Math.Min(most, all.Length);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)])];
        TrainingRows subset = new(rows.Width, new float[checked(count * rows.Width)], new float[count * rows.Width], new bool[count]);
        for (int i = 0; i < count; i++)
        {
            rows.Input(chosen[i]).CopyTo(subset.Input(i));
            rows.Target(chosen[i]).CopyTo(subset.Target(i));
        }

        return subset;
    }
}
