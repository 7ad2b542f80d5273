namespace UserRep.Training.Engine;

/// <summary>Settings of a session.</summary>
internal sealed class EngineOptions
{
    /// <summary>Threads within one operator.</summary>
    /// <value>The number of processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
