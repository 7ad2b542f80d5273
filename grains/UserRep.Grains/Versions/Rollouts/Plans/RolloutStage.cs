namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>Where a step of a plan has a version.</summary>
public enum RolloutStage
{
    /// <summary>Vectors of a share of the users are computed on it, too; nobody is served them.</summary>
    Shadow = 0,

    /// <summary>Consumers that accept it get it for a share of their users.</summary>
    Canary = 1,

    /// <summary>Reads that name no version get it.</summary>
    Current = 2,
}
