namespace UserRep.Training.Evaluation.Transfer;

/// <summary>A profile attribute to predict.</summary>
/// <param name="Attribute">Its name.</param>
/// <param name="Classes">The names of its classes.</param>
/// <param name="Labels">Per row of the user matrices, the class or -1 where it is unknown or rare.</param>
/// <param name="Folds">Per row, the fold in which the user is predicted.</param>
internal sealed record TransferTask(string Attribute, IReadOnlyList<string> Classes, int[] Labels, int[] Folds)
{
    /// <summary>The rows whose class is known.</summary>
    public int[] Rows { get; } = [.. Enumerable.Range(0, Labels.Length).Where(row => Labels[row] >= 0)];
}
