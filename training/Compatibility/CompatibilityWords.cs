using System.Globalization;
using UserRep.Model.Compatibility;

namespace UserRep.Training.Compatibility;

/// <summary>A map to an older version, in words.</summary>
internal static class CompatibilityWords
{
    public static string Of(CompatibilityEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"with {entry.Version} by {entry.Method}, mean cosine {entry.Fidelity.Cosine:F4}{OfMean(entry.Fidelity)} on {entry.Fidelity.Users:N0} users held out; {Task(entry.Fidelity)}");

    private static string OfMean(CompatibilityFidelity fidelity) =>
        fidelity.CosineOfMean is { } cosine ? string.Create(CultureInfo.InvariantCulture, $" ({cosine:F4} of the mean alone)") : "";

    private static string Task(CompatibilityFidelity fidelity) => fidelity.Task is null
        ? "too few events to ask a head about"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{fidelity.Task} AUC of a head of its own: {fidelity.AucOld:F4} on its vectors, {fidelity.AucMapped:F4} on mapped ones, a loss of {Math.Round(fidelity.AucLoss ?? 0, 4) + 0.0:F4}");
}
