using System.Net.Security;

namespace UserRep.Silo.Hosting.Tls;

/// <summary>The certificate that new connections get, which is exchanged when its files are.</summary>
internal sealed class ServerCertificate
{
    private readonly CertificateFiles _files;

    // What was looked at last, or why it could not be: the same mistake is told once.
    private string _seen;
    private volatile SslStreamCertificateContext _now;

    private ServerCertificate(CertificateFiles files, string content, SslStreamCertificateContext certificate) => (_files, _seen, _now) = (files, content, certificate);

    /// <summary>Gets the certificate.</summary>
    public SslStreamCertificateContext Now => _now;

    /// <summary>Gets where it is.</summary>
    public string Path => _files.Path;

    /// <returns>What is wrong and what to give, or null.</returns>
    public static string? Read(CertificateFiles files, out ServerCertificate? certificate)
    {
        string? mistake = files.Read(out string content, out SslStreamCertificateContext? read);
        certificate = read is null ? null : new ServerCertificate(files, content, read);
        return mistake;
    }

    /// <summary>Looks at the files, and takes over what has changed. With what is wrong in it, the former one stays.</summary>
    /// <param name="mistake">What is wrong, where that is new; else null.</param>
    /// <returns>Whether there is another certificate now.</returns>
    public bool Renew(out string? mistake)
    {
        mistake = _files.Read(out string content, out SslStreamCertificateContext? read);
        string seen = mistake ?? content;
        if (seen == _seen)
        {
            mistake = null;
            return false;
        }

        _seen = seen;
        _now = read ?? _now;
        return read is not null;
    }
}
