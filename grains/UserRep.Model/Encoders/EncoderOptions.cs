namespace UserRep.Model.Encoders;

/// <summary>How an <see cref="Encoder"/> runs.</summary>
public sealed class EncoderOptions
{
    /// <summary>Gets or sets the threads inside one call.</summary>
    /// <value>1: the caller's own thread. Many users are encoded at once, so cores are shared out between calls, not within one.</value>
    public int Threads { get; set; } = 1;

    /// <summary>Gets or sets the most rows given to the model at once; a larger call is cut into pieces.</summary>
    /// <value>512. Bounds the memory that one call takes, whatever its caller hands over.</value>
    public int MaxBatch { get; set; } = 512;
}
