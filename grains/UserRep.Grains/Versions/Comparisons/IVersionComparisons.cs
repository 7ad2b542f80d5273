using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Comparisons;

/// <summary>Versions beside the one they are held against, by what every silo measures, whether or not they follow a plan.</summary>
public interface IVersionComparisons
{
    /// <summary>Looks at a version and at the current one; at the current version and at what was current before it. A look goes through users' vectors on every silo.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What is known.</returns>
    /// <exception cref="UserRepException">There is no such version.</exception>
    Task<VersionComparison> CompareAsync(string version, CancellationToken cancellation);
}
