namespace UserRep.Training.Datasets;

/// <summary>Everything a data set knows of one user.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Events">Events in time order; equal times keep the order of the source.</param>
/// <param name="Attributes">Profile attributes in the order of <see cref="DatasetInfo.Attributes"/>; null where missing. Empty if the set has none.</param>
/// <param name="KnownSinceMs">From when the attributes are known (sign-up), or null: from the first event.</param>
internal sealed record UserHistory(
    string UserId,
    ReadOnlyMemory<EventRow> Events,
    IReadOnlyList<string?> Attributes,
    long? KnownSinceMs = null);
