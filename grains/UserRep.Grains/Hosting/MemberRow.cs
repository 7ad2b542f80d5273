namespace UserRep.Grains.Hosting;

/// <summary>A silo's row among the members of its cluster, which it renews every few seconds.</summary>
/// <param name="Address">Where other silos reach it.</param>
/// <param name="Port">The port there.</param>
/// <param name="Generation">Tells it from those that were there before.</param>
/// <param name="Status">Orleans' number of what it does.</param>
/// <param name="IAmAlive">When it last renewed the row.</param>
internal readonly record struct MemberRow(string Address, int Port, int Generation, int Status, DateTime IAmAlive);
