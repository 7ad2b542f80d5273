namespace UserRep.Training.Export;

/// <summary>What was found in the log.</summary>
/// <param name="Events">Events that became events of the data set.</param>
/// <param name="ProfileEvents">Events that became attributes.</param>
/// <param name="Erased">Places of events that erased users left behind.</param>
/// <param name="Pruned">Places of events that are no longer kept.</param>
/// <param name="Damaged">Events that cannot be read, of which the log's rows have gone bad.</param>
/// <param name="UsersErasedMeanwhile">Users who were erased while the log was read, and are left out.</param>
/// <param name="AttributesLeftOut">Names of attributes that a data set cannot have.</param>
internal sealed record ExportCounts(
    long Events, long ProfileEvents, long Erased, long Pruned, long Damaged, long UsersErasedMeanwhile, IReadOnlyList<string> AttributesLeftOut);
