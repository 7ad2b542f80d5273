using System.Buffers.Text;
using System.Security.Cryptography;

namespace UserRep.Silo.Access.Identities;

/// <summary>Makes keys, for <c>--new-key</c>.</summary>
internal static class NewKey
{
    // So that whoever looks for secrets that got out finds them.
    private const string Prefix = "ur_";
    private const int Bytes = 32;

    /// <summary>A key that nobody can guess.</summary>
    public static string Make() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>A new key for the caller, and beneath it what the file of identities has of it.</summary>
    public static string Text()
    {
        string key = Make();
        return $"{key}{Environment.NewLine}{KeyHash.Of(key)}";
    }
}
