using UserRep.Grains.Errors;

namespace UserRep.Grains.Users;

/// <summary>What is said of positions.</summary>
internal static class UserPositions
{
    public static UserRepException NotReached(long asked, long last) => new(
        ServiceError.PositionNotReached,
        $"Position {asked} is not in the log: the user's last is {last}. Give a position that an acknowledgement returned.");
}
