namespace UserRep.Training.Simulation;

/// <summary>The event types of a simulated data set. A skipped track has no <c>listen</c>; a liked one has both.</summary>
internal static class EventTypes
{
    public const byte Listen = 0;

    public const byte Like = 1;

    public const byte Skip = 2;

    public const byte Onboard = 3;

    public static readonly string[] Names = ["listen", "like", "skip", "onboard"];
}
