using System.Security.Cryptography;
using System.Text;

namespace UserRep.Silo.Access.Identities;

/// <summary>All that is kept of a key. Keys are long and random, so that nobody can try them all, and a slow hash would slow reads alone.</summary>
internal sealed class KeyHash
{
    private const string Prefix = "sha256:";

    private readonly byte[] _bytes;

    private KeyHash(byte[] bytes) => _bytes = bytes;

    public static KeyHash Of(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <returns>Null if the text is no hash.</returns>
    public static KeyHash? Parse(string text)
    {
        byte[] bytes = new byte[SHA256.HashSizeInBytes];
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + (2 * bytes.Length)
            && Convert.FromHexString(text.AsSpan(Prefix.Length), bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? new KeyHash(bytes)
            : null;
    }

    /// <summary>Takes as long for a wrong one as for a right one.</summary>
    public bool Is(KeyHash other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override string ToString() => Prefix + Convert.ToHexStringLower(_bytes);
}
