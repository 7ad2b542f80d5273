using UserRep.Model.Bundles;

namespace UserRep.Model.Compatibility;

/// <summary>Finds what contradicts itself in a manifest's section of maps.</summary>
internal static class CompatibilityCheck
{
    /// <returns>The field and what is wrong with it, or null.</returns>
    public static string? Mistake(BundleManifest manifest)
    {
        IReadOnlyList<CompatibilityEntry?> entries = manifest.Compatibility ?? [];
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i] is not { } entry) return $"Its compatibility[{i}] is null.";
            if (entries.Take(i).Any(earlier => earlier!.Version == entry.Version)) return $"Its compatibility[{i}].version '{entry.Version}' stands there twice.";
            if ((Mistake(entry, manifest) ?? Mistake(entry.Fidelity)) is { } mistake) return $"Its compatibility[{i}].{mistake}";
        }

        string? unclaimed = manifest.Files.Keys.FirstOrDefault(name => BundleFiles.IsCompatibility(name) && !entries.Any(entry => entry!.File == name));
        return unclaimed is null ? null : $"It lists {unclaimed}, which belongs to no entry of its compatibility.";
    }

    private static string? Mistake(CompatibilityEntry entry, BundleManifest manifest)
    {
        if (!VersionName.IsValid(entry.Version)) return "version is not the name of a version.";
        if (entry.Version == manifest.Version) return "version is the bundle's own.";
        if (!BundleHash.IsSpace(entry.Space)) return "space is not 16 lower-case hexadecimal digits.";
        if (entry.Dimension <= 0) return $"dimension is {entry.Dimension}.";
        if (entry.Method.Length == 0) return "method is empty.";
        if (entry.File != BundleFiles.CompatibilityOf(entry.Version)) return $"file is '{entry.File}'; it must be {BundleFiles.CompatibilityOf(entry.Version)}.";
        return manifest.Files.ContainsKey(entry.File) ? null : $"file is {entry.File}, which is not listed among its files.";
    }

    private static string? Mistake(CompatibilityFidelity fidelity)
    {
        if (fidelity.Users <= 0) return $"fidelity.users is {fidelity.Users}.";
        if (fidelity.Cosine is not (>= -1 and <= 1)) return $"fidelity.cosine is {fidelity.Cosine}; it must be within -1 and 1.";
        if (fidelity.CosineOfMean is not (null or (>= -1 and <= 1))) return $"fidelity.cosineOfMean is {fidelity.CosineOfMean}; it must be within -1 and 1.";
        if (fidelity is { Task: null, AucOld: null, AucMapped: null }) return null;
        if (string.IsNullOrEmpty(fidelity.Task)) return "fidelity.task does not say what its areas are of.";
        if (fidelity.AucOld is not (>= 0 and <= 1)) return "fidelity.aucOld is not within 0 and 1.";
        return fidelity.AucMapped is >= 0 and <= 1 ? null : "fidelity.aucMapped is not within 0 and 1.";
    }
}
