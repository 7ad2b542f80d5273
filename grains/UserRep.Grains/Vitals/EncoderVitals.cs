namespace UserRep.Grains.Vitals;

/// <summary>A model at work on a silo.</summary>
/// <param name="Version">The version.</param>
/// <param name="Vectors">Vectors computed since it was loaded.</param>
/// <param name="Runs">Runs of the model that took.</param>
/// <param name="Waiting">Users who wait for it.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.encoder-vitals")]
public sealed record EncoderVitals([property: Id(0)] string Version, [property: Id(1)] long Vectors, [property: Id(2)] long Runs, [property: Id(3)] int Waiting)
{
    /// <summary>Gets how many of its vectors were computed once more from the log alone.</summary>
    [Id(4)]
    public long ParityChecked { get; init; }

    /// <summary>Gets how many of those were others than the log gives.</summary>
    [Id(5)]
    public long ParityDifferent { get; init; }
}
