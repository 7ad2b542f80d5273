using UserRep.Model.Compatibility;

namespace UserRep.Grains.Reading;

/// <summary>Says that vectors are not a version's own but mapped to its space from those of another.</summary>
/// <param name="From">The version they were computed with.</param>
/// <param name="Method">How the map was fitted.</param>
/// <param name="Fidelity">How close mapped vectors come, as measured when the map was made.</param>
public sealed record CompatibleSource(string From, string Method, CompatibilityFidelity Fidelity);
