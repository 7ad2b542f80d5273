namespace UserRep.Grains.Encoding;

/// <summary>How vectors are computed in batches.</summary>
public sealed class EncoderPoolOptions
{
    /// <summary>Gets or sets the most users in one run of a model.</summary>
    /// <value>64</value>
    public int MaxBatch { get; set; } = 64;

    /// <summary>
    /// Gets or sets how many users may wait for one model before more are told to come back. Those of the calls that are under way, four times <see cref="MaxBatch"/> at most, may
    /// come on top.
    /// </summary>
    /// <value>4,096</value>
    public int MaxWaiting { get; set; } = 4_096;
}
