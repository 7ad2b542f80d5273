using UserRep.Grains.Erasures;

namespace UserRep.Grains.Users;

/// <summary>One user: takes events in and keeps the vectors up to date.</summary>
[Alias("userrep.user")]
internal interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Takes events in. When it returns they are part of the state; the vectors follow.</summary>
    [Alias("apply")]
    Task ApplyAsync(UserSlice slice);

    /// <summary>A vector that is part of which everything up to a position is.</summary>
    /// <exception cref="Errors.UserRepException">There is none, and why.</exception>
    [Alias("read")]
    Task<UserVector> ReadAsync(UserRead read);

    [Alias("describe")]
    Task<UserSummary> DescribeAsync();

    /// <summary>Erases everything of the user.</summary>
    /// <returns>What was removed.</returns>
    [Alias("erase")]
    Task<UserErasure> EraseAsync();

    /// <summary>Has the user leave this silo's memory for that of another, if it should live there.</summary>
    [Alias("move")]
    Task MoveAsync();
}
