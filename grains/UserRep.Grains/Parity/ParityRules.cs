using UserRep.Grains.Errors;

namespace UserRep.Grains.Parity;

/// <summary>Whether a version may go further, by what silos have found when they held its vectors against the log.</summary>
internal static class ParityRules
{
    private const string ByForce = "with force and a reason it can be done all the same.";

    private static readonly TimeSpan _askAgain = TimeSpan.FromSeconds(5);

    /// <summary>No vector is to be another than the log gives.</summary>
    /// <param name="version">The version.</param>
    /// <param name="what">What is to be done with it.</param>
    /// <param name="reports">What silos have found.</param>
    /// <exception cref="UserRepException">Some are: how many, and by how much.</exception>
    public static void RequireSame(string version, string what, IEnumerable<ParityReport> reports)
    {
        ParityReport all = reports.Aggregate(ParityReport.None, (sum, report) => sum.Plus(report));
        if (all.Different > 0)
        {
            throw new UserRepException(
                ServiceError.Conflict,
                $"Version \"{version}\" cannot be {what}: of {all.Checked} of its vectors that were computed again from the log, {all.Different} are others, by up to {all.Worst:g3}. Find out why first; {ByForce}");
        }
    }

    /// <summary>Every silo is to say what it has found: one that does not may have found something.</summary>
    /// <param name="version">The version.</param>
    /// <param name="what">What is to be done with it.</param>
    /// <param name="silent">The silos that do not.</param>
    /// <exception cref="UserRepException">Some do not: which.</exception>
    public static void RequireAnswers(string version, string what, IReadOnlyCollection<string> silent)
    {
        if (silent.Count > 0)
        {
            throw new UserRepException(
                ServiceError.NotReady,
                $"Version \"{version}\" cannot be {what} now: {string.Join(", ", silent)} did not say whether its vectors are what the log gives. Try again when every silo answers, or the others have given it up; {ByForce}",
                _askAgain);
        }
    }
}
