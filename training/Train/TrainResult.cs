using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Model.Features;
using UserRep.Training.Compatibility;

namespace UserRep.Training.Train;

/// <summary>What <c>train</c> made, as <c>--json</c> prints it.</summary>
internal sealed record TrainResult(
    string Bundle, string Version, DateTimeOffset? Until, int Dimension, IReadOnlyList<ModalitySpec> Modalities, TrainingFigures Figures)
{
    /// <summary>Gets the maps to the vectors of older versions.</summary>
    public IReadOnlyList<CompatibilityEntry> Compatibility { get; init; } = [];

    public static TrainResult Of(string folder, BundleManifest manifest, TrainedModel model) =>
        new(folder, manifest.Version, manifest.TrainingCut, manifest.Dimension, manifest.Modalities, model.Figures) { Compatibility = manifest.Compatibility ?? [] };

    public string InWords()
    {
        string modalities = string.Join(", ", Modalities.Select(m => $"{m.Name} × {m.Dimension}"));
        string until = Until is { } time ? $" up to {time:yyyy-MM-dd HH:mm}" : "";
        return $"""
            {Bundle}: version {Version}
              learned from {Figures.Events:N0} events of {Figures.Users:N0} users{until}, {Figures.Rows:N0} rows of {Figures.Features:N0} features
              items: {Figures.ItemsWithVector:N0} with a vector ({modalities}); {Figures.KnownItemShare:P1} of events name one of them
              encoder: {Figures.Features:N0} → {Dimension} numbers, held-out loss {Figures.HeldOutLoss:F4}{Compared()}{Compatible()}
            """;
    }

    private string Compatible() => string.Concat(Compatibility.Select(entry => $"{Environment.NewLine}  compatible: {CompatibilityWords.Of(entry)}"));

    private string Compared() => Figures.Epochs == 0
        ? " (principal components)"
        : $" after {Figures.Epochs} epochs (principal components: {Figures.PcaHeldOutLoss:F4})";
}
