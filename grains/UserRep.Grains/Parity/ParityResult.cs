namespace UserRep.Grains.Parity;

/// <summary>What came of a look at a vector.</summary>
/// <param name="Outcome">Whether it is what the log gives.</param>
/// <param name="Difference">The largest difference of one of its numbers.</param>
/// <param name="Position">The position of the vector.</param>
internal readonly record struct ParityResult(ParityOutcome Outcome, double Difference, long Position)
{
    public static ParityResult Unknown { get; } = new(ParityOutcome.Unknown, 0, 0);
}
