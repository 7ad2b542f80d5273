namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>
/// What users may have in common. The relevance of a neighbour is the number of elements shared: 0 to 5 for favourite items,
/// 0 or 1 for a profile group.
/// </summary>
/// <param name="Name">The question's name in the report, such as <c>favouriteItemsAfter</c>.</param>
/// <param name="Sets">Per row, the elements the user has; empty when the question does not apply to the user.</param>
internal sealed record NeighbourQuestion(string Name, int[][] Sets)
{
    /// <summary>Gets how many users it applies to.</summary>
    public int Users => Sets.Count(s => s.Length > 0);
}
