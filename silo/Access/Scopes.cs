namespace UserRep.Silo.Access;

/// <summary>What an identity may do. Each is the name of a policy, too, by which endpoints ask for it.</summary>
internal static class Scopes
{
    /// <summary>Send events.</summary>
    public const string EventsWrite = "events:write";

    /// <summary>Read vectors and what is known of a user, watch changes, and speak for the consumer that the identity is bound to.</summary>
    public const string EmbeddingsRead = "embeddings:read";

    /// <summary>Register and move versions; plans, switches, consumers and backfills.</summary>
    public const string VersionsManage = "versions:manage";

    /// <summary>Erase users.</summary>
    public const string UsersErase = "users:erase";

    /// <summary>Look at the dashboard.</summary>
    public const string DashboardView = "dashboard:view";

    /// <summary>Act on the dashboard.</summary>
    public const string DashboardOperate = "dashboard:operate";

    public static readonly IReadOnlyList<string> All = [EventsWrite, EmbeddingsRead, VersionsManage, UsersErase, DashboardView, DashboardOperate];
}
