using UserRep.Grains.Errors;

namespace UserRep.Grains.Users;

/// <summary>What a user's id must be like.</summary>
internal static class UserIds
{
    public const int MaxLength = 256;

    /// <exception cref="UserRepException">No event can be of such a user.</exception>
    public static void Require(string? userId)
    {
        if (string.IsNullOrWhiteSpace(userId))
        {
            throw new UserRepException(ServiceError.Invalid, "userIds: one of them is empty or blank. Name every user.");
        }

        if (userId.Length > MaxLength)
        {
            throw new UserRepException(ServiceError.Invalid, $"userIds: one of them has {userId.Length} characters. {MaxLength} are the most.");
        }
    }
}
