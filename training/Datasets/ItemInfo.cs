namespace UserRep.Training.Datasets;

/// <summary>One item of a data set.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Tags">Tags, genres, words; empty when the set has none.</param>
/// <param name="Vector">A given vector, or null.</param>
internal sealed record ItemInfo(string Id, IReadOnlyList<string> Tags, float[]? Vector = null);
