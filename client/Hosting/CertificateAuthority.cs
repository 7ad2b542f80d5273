using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UserRep.Client;

/// <summary>Whoever signs the service's certificates, where the machine does not know it.</summary>
internal static class CertificateAuthority
{
    /// <summary>Trusts certificates that it has signed, and no others.</summary>
    /// <param name="file">Its certificates, as PEM.</param>
    public static SslClientAuthenticationOptions Trust(string file)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }

    /// <returns>What is wrong with the file; null if nothing is.</returns>
    public static string? Mistake(string file)
    {
        try
        {
            X509Certificate2Collection read = [];
            read.ImportFromPemFile(file);
            return read.Count == 0 ? "which holds no certificate." : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"which cannot be read: {error.Message}";
        }
    }
}
