namespace UserRep.Grains.Streams;

/// <summary>A queue of a silo has no room.</summary>
internal sealed class SiloQueueFullException(string message) : Exception(message);
