namespace UserRep.Client;

/// <summary>
/// What a user's id must be like. The service has the same rule and refuses a message with a wrong id in it; since other callers' reads
/// travel in that message too, it must never be sent.
/// </summary>
internal static class UserIds
{
    public const int MaxLength = 256;

    /// <exception cref="ArgumentException">No user can have this id.</exception>
    public static void Require(string userId)
    {
        ArgumentNullException.ThrowIfNull(userId);
        if (Mistake(userId) is { } mistake)
        {
            throw new ArgumentException($"userId {mistake}", nameof(userId));
        }
    }

    /// <exception cref="ArgumentException">No user can have one of these ids; it is named by its index.</exception>
    public static void Require(string[] userIds)
    {
        for (int i = 0; i < userIds.Length; i++)
        {
            if (Mistake(userIds[i]) is { } mistake)
            {
                throw new ArgumentException($"userIds[{i}] {mistake}", nameof(userIds));
            }
        }
    }

    private static string? Mistake(string? userId) => userId switch
    {
        null => "is null. Name every user, or leave it out.",
        _ when string.IsNullOrWhiteSpace(userId) => $"is \"{userId}\", empty or blank. Name every user, or leave it out.",
        { Length: > MaxLength } => $"has {userId.Length} characters. Give an id of at most {MaxLength}.",
        _ => null,
    };
}
