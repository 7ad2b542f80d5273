namespace UserRep.Grains.Users;

/// <summary>What to read of a user who is not at hand or not fresh enough.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.user-read")]
internal sealed record UserRead([property: Id(0)] string Version, [property: Id(1)] long MinPosition, [property: Id(2)] long MaxAgeMs);
