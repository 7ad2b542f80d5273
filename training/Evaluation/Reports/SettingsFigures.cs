using UserRep.Training.Evaluation.Methods;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>Everything that could have been set otherwise.</summary>
/// <param name="Options">All options by name, such as <c>head.hidden</c>.</param>
/// <param name="Tried">Per method, the settings tried on validation, the chosen one among them.</param>
internal sealed record SettingsFigures(IReadOnlyDictionary<string, string> Options, IReadOnlyDictionary<string, IReadOnlyList<TriedSetting>> Tried);
