namespace UserRep.Grains.Backfills;

/// <summary>Where a backfill stands.</summary>
public enum BackfillStage
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>It builds states.</summary>
    Running = 1,

    /// <summary>It waits for live traffic, which goes first, and goes on by itself.</summary>
    Resting = 2,

    /// <summary>Somebody has stopped it; started again it goes on from there.</summary>
    Stopped = 3,

    /// <summary>Everybody who was in the log when it began has a state.</summary>
    Done = 4,
}
