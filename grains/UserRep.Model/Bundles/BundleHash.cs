using System.Security.Cryptography;

namespace UserRep.Model.Bundles;

/// <summary>SHA-256 as bundles write it: 64 lower-case hexadecimal digits.</summary>
internal static class BundleHash
{
    private const int ShortDigits = 16;

    public static string OfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The fingerprint of a space: 16 digits over its parts, which are parted by line feeds so that they cannot run together.</summary>
    public static string OfParts(params ReadOnlySpan<string> parts)
        => OfBytes(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', parts!)))[..ShortDigits];

    public static bool IsSpace(string text) => text.Length == ShortDigits && text.All(char.IsAsciiHexDigitLower);

    public static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
