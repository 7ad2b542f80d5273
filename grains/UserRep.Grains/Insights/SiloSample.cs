namespace UserRep.Grains.Insights;

/// <summary>Vectors of some of the users who are live on one silo.</summary>
/// <param name="UserIds">The users.</param>
/// <param name="Vectors">The vectors, [users, dimension].</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.silo-sample")]
internal sealed record SiloSample([property: Id(0)] string[] UserIds, [property: Id(1)] float[] Vectors);
