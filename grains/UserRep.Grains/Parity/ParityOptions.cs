namespace UserRep.Grains.Parity;

/// <summary>How often vectors are held against the log.</summary>
public sealed class ParityOptions
{
    /// <summary>Gets or sets how many vectors of this silo are computed again from the log in a second; 0 for none.</summary>
    /// <value>1</value>
    public int ChecksPerSecond { get; set; } = 1;
}
