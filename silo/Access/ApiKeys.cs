using System.Security.Cryptography;
using System.Text;

namespace UserRep.Silo.Access;

/// <summary>The keys that open the door. Without any, the door is open, and only to this machine.</summary>
internal sealed class ApiKeys(IReadOnlyList<string> keys)
{
    public const string Header = "x-api-key";

    private readonly byte[][] _hashes = [.. keys.Select(Hash)];

    /// <summary>Whether a caller may come in. Takes as long for a wrong key as for a right one.</summary>
    public bool Admit(string? key)
    {
        if (_hashes.Length == 0)
        {
            return true;
        }

        byte[] hash = Hash(key ?? string.Empty);
        bool admitted = false;
        foreach (byte[] known in _hashes)
        {
            admitted |= CryptographicOperations.FixedTimeEquals(hash, known);
        }

        return admitted;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
