using System.Text;

namespace UserRep.Silo.Dashboard.Reports;

/// <summary>What an evaluation is of, and what it is about, for people.</summary>
internal static class EvaluationWords
{
    /// <summary>What was evaluated: a report may lie beside a model that it is not of.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="space">The embedding space of the bundle it is in.</param>
    public static string Of(Evaluation evaluation, string space) => evaluation switch
    {
        { Bundle: null } => "It is of encoders that the evaluation trained for itself on that data, not of the encoder in this bundle: it says what a model made so is worth. With --bundle, the bundle's own encoder is evaluated.",
        { Space: { } evaluated } when evaluated == space => "It is of the encoder in this bundle.",
        _ => $"It is of another bundle, {evaluation.Bundle}, not of the encoder in this one.",
    };

    /// <summary>A task's name: <c>coldStart</c> is a cold start.</summary>
    public static string Task(string name)
    {
        StringBuilder words = new();
        foreach (char letter in name)
        {
            words.Append(char.IsUpper(letter) && words.Length > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{letter}");
        }

        return words.ToString();
    }
}
