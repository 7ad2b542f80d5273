namespace UserRep.Training.Evaluation.Reports;

/// <summary>What one change to the encoder does.</summary>
/// <param name="Name">A short name, which the picture shows.</param>
/// <param name="Change">What was changed, in words.</param>
/// <param name="Tasks">Per task, AUC of the changed encoder relative to the unchanged one, in per cent; negative where the change does harm.</param>
/// <param name="EncoderSeeds">Encoder seeds used.</param>
/// <param name="HeadSeeds">Head seeds used.</param>
internal sealed record AblationFigures(
    string Name, string Change, IReadOnlyDictionary<string, GainFigures> Tasks, IReadOnlyList<int> EncoderSeeds, IReadOnlyList<int> HeadSeeds);
