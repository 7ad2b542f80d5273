namespace UserRep.Grains.Versions.Retirements;

/// <summary>What keeps versions from being retired, by the rule by which they are.</summary>
public interface IRetirements
{
    /// <summary>Lists the versions that stand where they can be retired, each with what it still takes.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The versions, in the order they were registered.</returns>
    Task<IReadOnlyList<RetirementNeeds>> ListAsync(CancellationToken cancellation);
}
