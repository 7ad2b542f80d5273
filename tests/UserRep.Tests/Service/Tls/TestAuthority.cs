using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UserRep.Tests.Service.Tls;

/// <summary>Signs certificates for this machine.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset _from = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;

    public TestAuthority()
    {
        CertificateRequest request = new("CN=An authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _own = request.CreateSelfSigned(_from, _from.AddDays(30));
    }

    /// <summary>Its own certificate, as PEM.</summary>
    public string Pem => _own.ExportCertificatePem();

    /// <summary>A new certificate for 127.0.0.1, with its key.</summary>
    public X509Certificate2 Sign()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=userrep", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using X509Certificate2 signed = request.Create(_own, _from, _from.AddDays(20), RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
    }
}
