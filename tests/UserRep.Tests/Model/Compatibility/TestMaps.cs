using UserRep.Model.Compatibility;

namespace UserRep.Tests.Model.Compatibility;

/// <summary>Maps that were fitted on nothing.</summary>
internal static class TestMaps
{
    public const string Space = "0123456789abcdef";

    public static CompatibilityFidelity Fidelity { get; } = new() { Users = 40, Cosine = 0.875, CosineOfMean = 0.5, Task = "live", AucOld = 0.75, AucMapped = 0.625 };

    /// <summary>A map whose numbers are all different.</summary>
    public static CompatibilityMap To(string version, int from, int to, string space = Space) => new(
        version, space, "ridge", Fidelity, new AffineMap(from, to, [.. Enumerable.Range(0, (from + 1) * to).Select(i => i / 8f)]));
}
