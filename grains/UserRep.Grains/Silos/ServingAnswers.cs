using UserRep.Grains.Errors;
using UserRep.Grains.Parity;
using UserRep.Grains.Versions.Rollouts.Measures;

namespace UserRep.Grains.Silos;

/// <summary>What the silos have said of a version that is to go further: each is asked once, for all that speaks against it.</summary>
/// <param name="version">The version.</param>
/// <param name="what">What is to be done with it.</param>
/// <param name="answers">What each silo says; null of one that does not answer.</param>
internal sealed class ServingAnswers(string version, string what, IReadOnlyList<(SiloAddress Silo, VersionReport? Report)> answers)
{
    /// <summary>Makes sure that every silo answers, and has met no vector of the version that is another than the log gives.</summary>
    /// <exception cref="UserRepException">Some have: how many, and by how much. Or some do not answer: which.</exception>
    public void RequireParity()
    {
        RequireNoneDifferent();
        ParityRules.RequireAnswers(version, what, [.. answers.Where(answer => answer.Report is null).Select(answer => $"silo {answer.Silo.Endpoint}")]);
    }

    /// <summary>Makes sure that no silo which answers has met a vector of the version that is another than the log gives.</summary>
    /// <exception cref="UserRepException">Some have: how many, and by how much.</exception>
    public void RequireNoneDifferent() => ParityRules.RequireSame(version, what, answers.Select(answer => answer.Report?.Parity).OfType<ParityReport>());
}
