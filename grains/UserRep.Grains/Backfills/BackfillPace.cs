namespace UserRep.Grains.Backfills;

/// <summary>
/// How a backfill stays below live traffic: small steps, with a wait after each that keeps it to its rate. A user counts as one; where
/// users have long histories, so that a step walks past many events and builds few users, events count, too.
/// </summary>
internal sealed class BackfillPace(int usersPerSecond)
{
    private const int StepsPerSecond = 20;
    private const int MaxUsers = 200;
    private const int EventsPerUser = 50;
    private const int PageEventsPerUser = 5;
    private const int MinPage = 50;

    /// <summary>How long a partition may be behind before the backfill rests: half the time after which its vectors are called stale.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long it rests before it looks again.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets how many users a step builds at most.</summary>
    public int StepUsers => Math.Clamp(usersPerSecond / StepsPerSecond, 1, MaxUsers);

    /// <summary>Gets how many events a step walks past at most.</summary>
    public int StepEvents => Math.Max(MinPage, StepUsers * PageEventsPerUser);

    /// <summary>How long to wait before the next step.</summary>
    /// <param name="users">How many users the last one built.</param>
    /// <param name="events">How many events it walked past.</param>
    /// <param name="took">How long it took.</param>
    public TimeSpan WaitAfter(int users, long events, TimeSpan took)
    {
        TimeSpan due = TimeSpan.FromSeconds(Math.Max(users, (double)events / EventsPerUser) / usersPerSecond);
        return due > took ? due - took : TimeSpan.Zero;
    }
}
