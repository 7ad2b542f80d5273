using System.Globalization;
using UserRep.Client;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Tests.Service.Downstream;

/// <summary>What a downstream model made of the vectors that it was served.</summary>
/// <param name="Questions">What was asked: one task.</param>
/// <param name="Scores">A score per example; 0 where it was not of the test.</param>
/// <param name="Read">The vectors.</param>
internal sealed record Answers(Questions Questions, float[] Scores, IReadOnlyList<UserVector> Read)
{
    public double Auc => TaskAuc.Of(Questions, Questions.Cuts[0].Kind, Period.Test, Scores);

    /// <summary>The versions of the vectors, with their spaces.</summary>
    public IEnumerable<(string Version, string Space)> Versions => Read.Select(v => (v.Version, v.Space)).Distinct().Order();

    /// <summary>The share of the vectors that were of a version.</summary>
    public double ShareOf(string version) => Read.Count(v => v.Version == version) / (double)Read.Count;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Questions.Cuts[0].Kind} AUC {Auc:F4} of {string.Join(" and ", Versions.Select(v => v.Version))}");
}
