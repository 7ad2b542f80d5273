using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Training.Cli;

namespace UserRep.Training.Train;

/// <summary>Names of versions.</summary>
internal static class BundleVersion
{
    private const int HashDigits = 8;
    private const int LongestDataset = 40;

    /// <exception cref="UserErrorException">It is no version name.</exception>
    public static void Check(string option, string? name)
    {
        if (name is null || VersionName.IsValid(name)) return;
        throw new UserErrorException(
            $"{option} is '{name}': give 1 to {VersionName.MaxLength} letters, digits, '.', '_' or '-', beginning with a letter or digit.");
    }

    /// <summary>The data set, the day of the last event seen, and eight digits of what the bundle holds: other content, other name.</summary>
    public static string Name(string dataset, DateTimeOffset? until, TrainedModel model, string itemsPath)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(model.Layout.Spec.ToJson()));
        using (FileStream items = File.OpenRead(itemsPath)) hash.AppendData(SHA256.HashData(items));
        hash.AppendData(model.Encoder.Onnx);
        foreach (CompatibilityMap map in model.Compatibility)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(map.Version));
            hash.AppendData(MemoryMarshal.AsBytes(map.Values));
        }

        string digits = Convert.ToHexStringLower(hash.GetHashAndReset())[..HashDigits];
        return string.Join('-', new[] { Plain(dataset), until?.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), digits }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string Plain(string dataset)
    {
        string plain = string.Concat(dataset.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')).TrimStart('.', '_', '-');
        return plain.Length > LongestDataset ? plain[..LongestDataset] : plain;
    }
}
