using UserRep.Grains.Reading;

namespace UserRep.Grains.Users;

/// <summary>A user's vector, as the user's grain gives it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.user-vector")]
internal sealed record UserVector(
    [property: Id(0)] float[] Values, [property: Id(1)] long Position, [property: Id(2)] long AsOfMs, [property: Id(3)] Freshness Freshness);
