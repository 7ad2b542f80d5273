namespace UserRep.Grains.Versions;

/// <summary>Where what this silo serves is seen. Whoever folds, encodes or stores needs to know no more of how versions come and go.</summary>
internal interface IPlanSource
{
    /// <summary>Gets what is served now; one immutable plan after another.</summary>
    ServingPlan Plan { get; }
}
