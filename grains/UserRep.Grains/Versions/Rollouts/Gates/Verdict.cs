namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>What a gate says.</summary>
public enum Verdict
{
    /// <summary>Not enough is known yet.</summary>
    Inconclusive = 0,

    /// <summary>The figure is within its bounds.</summary>
    Pass = 1,

    /// <summary>It is not.</summary>
    Fail = 2,
}
