using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Compatibility;

/// <summary>The same users at the same moments in two spaces.</summary>
/// <param name="From">The vectors that are to be mapped, a row per cut.</param>
/// <param name="To">The vectors that they are to be mapped to.</param>
/// <param name="Cuts">Who and when; the period says what the row is for.</param>
internal sealed record VectorPairs(UserMatrix From, UserMatrix To, Cut[] Cuts)
{
    public int Users => Cuts.Select(cut => cut.User).Distinct().Count();

    /// <summary>The rows that are for one of some purposes.</summary>
    public VectorPairs Of(params Period[] periods)
    {
        int[] rows = [.. Enumerable.Range(0, Cuts.Length).Where(row => periods.Contains(Cuts[row].Period))];
        return new VectorPairs(Rows(From, rows), Rows(To, rows), [.. rows.Select(row => Cuts[row])]);
    }

    private static UserMatrix Rows(UserMatrix matrix, int[] rows)
    {
        UserMatrix some = UserMatrix.Create(matrix.Name, rows.Length, matrix.Width);
        for (int i = 0; i < rows.Length; i++) matrix.Row(rows[i]).CopyTo(some.Row(i));
        return some;
    }
}
