namespace UserRep.Grains.Parity;

/// <summary>How vectors of a version held against the log. Those of several silos are added.</summary>
/// <param name="Checked">Vectors that were computed again.</param>
/// <param name="Different">Those of them that were others than the log gives.</param>
/// <param name="Worst">The largest difference of one of their numbers.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.parity-report")]
internal sealed record ParityReport([property: Id(0)] long Checked, [property: Id(1)] long Different, [property: Id(2)] double Worst)
{
    public static ParityReport None { get; } = new(0, 0, 0);

    public ParityReport Plus(ParityReport other) => new(Checked + other.Checked, Different + other.Different, Math.Max(Worst, other.Worst));
}
