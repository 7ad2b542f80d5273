namespace UserRep.Training.Importing;

/// <summary>Where an import goes.</summary>
/// <param name="Out">The data set folder to make.</param>
/// <param name="Name">The data set's name.</param>
/// <param name="Force">Whether to replace a data set that is there.</param>
/// <param name="MaxEventsInMemory">How many events to hold, 24 bytes each, before they go to disk.</param>
internal sealed record ImportTarget(string Out, string Name, bool Force = false, int MaxEventsInMemory = EventSpool.DefaultInMemory);
