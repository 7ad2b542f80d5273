namespace UserRep.Tests.Fuzzing;

/// <summary>Something that reads what comes from outside: it takes it or refuses it in its own words, and does nothing else.</summary>
internal abstract class FuzzTarget
{
    private const long Base = 8L << 20;
    private const int PerByte = 600;

    public abstract string Name { get; }

    /// <summary>How many of 20,000 inputs in all are for it.</summary>
    public abstract int Share { get; }

    /// <summary>Inputs that are right, or nearly, of which others are made.</summary>
    public abstract IReadOnlyList<byte[]> Samples { get; }

    /// <summary>What means something in such an input.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>How many bytes may be allocated for an input of that length.</summary>
    public virtual long MaxAllocated(int length) => Base + (PerByte * (long)length);

    /// <summary>Reads an input. Throws nothing if it is taken, or refused as it should be.</summary>
    public abstract void Read(byte[] input);
}
