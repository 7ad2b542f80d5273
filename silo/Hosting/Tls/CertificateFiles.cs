using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UserRep.Silo.Hosting.Tls;

/// <summary>Where the certificate of the service is, by the settings that Kestrel has for it.</summary>
/// <param name="Path">The certificate, and those that sign it, as PEM; or with its key as PKCS #12.</param>
/// <param name="KeyPath">Its key, as PEM; null if that is in the same file.</param>
/// <param name="Password">What the key is encrypted with; null if it is not.</param>
internal sealed record CertificateFiles(string Path, string? KeyPath, string? Password)
{
    private const string Section = "Kestrel:Certificates:Default";

    /// <summary>What the settings say.</summary>
    /// <returns>Null if they name no certificate.</returns>
    public static CertificateFiles? Of(IConfiguration configuration) => configuration[$"{Section}:Path"] is { Length: > 0 } path
        ? new CertificateFiles(path, Word(configuration[$"{Section}:KeyPath"]), Word(configuration[$"{Section}:Password"]))
        : null;

    /// <summary>How to name a certificate, for whoever has not.</summary>
    public static string Remedy => $"Give its file as {Section}:Path, and that of its key as {Section}:KeyPath";

    /// <summary>Reads the files. The one who asks disposes of nothing: connections may go on with a certificate for as long as they last.</summary>
    /// <param name="content">What was read, to be told from what is read later.</param>
    /// <param name="certificate">The certificate, with those that sign it; null if there is a mistake.</param>
    /// <returns>What is wrong and what to give, or null. No part of a key is in it.</returns>
    public string? Read(out string content, out SslStreamCertificateContext? certificate)
    {
        (content, certificate) = (string.Empty, null);
        try
        {
            byte[] file = File.ReadAllBytes(Path);
            byte[] key = KeyPath is null ? [] : File.ReadAllBytes(KeyPath);
            content = Convert.ToHexString(SHA256.HashData([.. file, .. key]));
            bool isPem = file.AsSpan().IndexOf("-----BEGIN"u8) >= 0;
            certificate = isPem ? Pem() : Pkcs12(file);
            return certificate is null ? $"{Section}:Path is \"{Path}\", which holds no certificate with its key. {Remedy}." : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException)
        {
            return $"{Section}:Path is \"{Path}\"{(KeyPath is null ? null : $" and {Section}:KeyPath \"{KeyPath}\"")}, of which no certificate with its key can be read: {error.Message} {Remedy}, both PEM, or one file as PKCS #12; and {Section}:Password if the key is encrypted.";
        }
    }

    private SslStreamCertificateContext Pem()
    {
        X509Certificate2 own = Password is null ? X509Certificate2.CreateFromPemFile(Path, KeyPath) : X509Certificate2.CreateFromEncryptedPemFile(Path, Password, KeyPath);
        X509Certificate2Collection all = [];
        all.ImportFromPemFile(Path);
        return SslStreamCertificateContext.Create(own, all, offline: true);
    }

    private SslStreamCertificateContext? Pkcs12(byte[] file)
    {
        X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12Collection(file, Password);
        return all.FirstOrDefault(c => c.HasPrivateKey) is { } own ? SslStreamCertificateContext.Create(own, all, offline: true) : null;
    }

    private static string? Word(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
