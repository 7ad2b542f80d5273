namespace UserRep.Grains.Versions.Routing;

/// <summary>What a silo tells the catalogue every second, and in return is told what is new.</summary>
/// <param name="Silo">The silo, and its life: a silo that starts again is another.</param>
/// <param name="Revision">The revision of the catalogue that its readers see.</param>
/// <param name="Reads">What has been read there.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.silo-report")]
internal sealed record SiloReport([property: Id(0)] string Silo, [property: Id(1)] long Revision, [property: Id(2)] ReadReport[] Reads);
