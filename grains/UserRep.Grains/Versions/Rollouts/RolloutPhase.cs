namespace UserRep.Grains.Versions.Rollouts;

/// <summary>How far a version's plan is.</summary>
public enum RolloutPhase
{
    /// <summary>It has not begun: nobody has put a plan.</summary>
    NotStarted = 0,

    /// <summary>It is being followed.</summary>
    Running = 1,

    /// <summary>Its last step has passed.</summary>
    Completed = 2,

    /// <summary>The version was taken back.</summary>
    RolledBack = 3,

    /// <summary>The version was moved to where no step has it; put a plan to begin again.</summary>
    Stopped = 4,
}
