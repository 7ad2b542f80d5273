extern alias Silo;

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Silo::UserRep.Silo.Hosting;
using UserRep.Client;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Service.Tls;

/// <summary>The service by TLS, with certificates as an authority hands them out: one port for REST and gRPC, and one certificate after the other.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Password = "a password";

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string CertificateFile => Path.Combine(_folder.Path, "tls.crt");

    private string KeyFile => Path.Combine(_folder.Path, "tls.key");

    private string AuthorityFile => Path.Combine(_folder.Path, "ca.crt");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_port_is_good_for_REST_and_gRPC_and_its_certificate_is_exchanged_while_it_runs()
    {
        await File.WriteAllTextAsync(AuthorityFile, _authority.Pem, Cancellation);
        using X509Certificate2 first = _authority.Sign();
        Write(first);
        await using SiloProcess silo = new("--Kestrel:Certificates:Default:Path", CertificateFile, "--Kestrel:Certificates:Default:KeyPath", KeyFile) { HasTls = true };
        await silo.StartAsync();

        foreach (Version version in (Version[])[HttpVersion.Version11, HttpVersion.Version20])
        {
            using SocketsHttpHandler handler = new() { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust() } };
            using HttpClient rest = new(handler) { BaseAddress = silo.Tls, DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using HttpResponseMessage answer = await rest.GetAsync("/v1/status", Cancellation);
            Assert.Equal((HttpStatusCode.OK, version), (answer.StatusCode, answer.Version));
        }

        await using UserRepClient grpc = silo.Client(o => (o.Endpoint, o.CertificateAuthorityFile) = (silo.Tls, AuthorityFile));
        Assert.Empty(await grpc.ListVersionsAsync(Cancellation));
        await using UserRepClient stranger = silo.Client(o => (o.Endpoint, o.MaxRetries) = (silo.Tls, 0));
        await Assert.ThrowsAsync<UnavailableException>(() => stranger.ListVersionsAsync(Cancellation));

        using X509Certificate2 second = _authority.Sign();
        Assert.Equal(first.SerialNumber, await ShownAsync(silo));
        Write(second);
        await silo.SaidAsync("2501");
        Assert.Equal(second.SerialNumber, await ShownAsync(silo));
        await File.WriteAllTextAsync(KeyFile, "no key", Cancellation);
        await silo.SaidAsync("2502");
        Assert.Equal(second.SerialNumber, await ShownAsync(silo));
        Assert.Empty(await grpc.ListVersionsAsync(Cancellation));
    }

    [Fact]
    public void A_certificate_is_read_in_each_form_it_comes_in()
    {
        using X509Certificate2 certificate = _authority.Sign();
        Write(certificate);
        Assert.Empty(Mistakes(CertificateFile, KeyFile));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem() + '\n' + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Assert.Empty(Mistakes(CertificateFile));
        File.WriteAllText(KeyFile, certificate.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        Assert.Empty(Mistakes(CertificateFile, KeyFile, Password));
        File.WriteAllBytes(CertificateFile, certificate.Export(X509ContentType.Pkcs12, Password));
        Assert.Empty(Mistakes(CertificateFile, password: Password));
    }

    [Fact]
    public void What_is_wrong_with_a_certificate_is_told_with_the_setting()
    {
        using X509Certificate2 certificate = _authority.Sign();
        using X509Certificate2 other = _authority.Sign();
        Write(certificate);
        Assert.Contains("no certificate for it. Give its file as Kestrel:Certificates:Default:Path", Assert.Single(Mistakes(null)), StringComparison.Ordinal);
        Assert.Contains(CertificateFile + "-that-is-not-there", Assert.Single(Mistakes(CertificateFile + "-that-is-not-there", KeyFile)), StringComparison.Ordinal);
        Assert.Contains(KeyFile, Assert.Single(Mistakes(CertificateFile, KeyFile, Password)), StringComparison.Ordinal);
        Assert.Contains("Kestrel:Certificates:Default:KeyPath", Assert.Single(Mistakes(CertificateFile)), StringComparison.Ordinal);
        File.WriteAllText(KeyFile, other.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Assert.Contains(KeyFile, Assert.Single(Mistakes(CertificateFile, KeyFile)), StringComparison.Ordinal);
        File.WriteAllBytes(CertificateFile, certificate.Export(X509ContentType.Pkcs12, Password));
        Assert.DoesNotContain("another", Assert.Single(Mistakes(CertificateFile, password: "another")), StringComparison.Ordinal);
        File.WriteAllBytes(CertificateFile, [1, 2, 3]);
        Assert.Contains("PKCS #12", Assert.Single(Mistakes(CertificateFile)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Mistakes(string? file, string? key = null, string? password = null) =>
        Record.Exception(() => Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "https://127.0.0.1:1",
            ["Kestrel:Certificates:Default:Path"] = file,
            ["Kestrel:Certificates:Default:KeyPath"] = key,
            ["Kestrel:Certificates:Default:Password"] = password,
        }).Build())) is SettingsException error ? error.Mistakes : [];

    private void Write(X509Certificate2 certificate)
    {
        File.WriteAllText(KeyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
    }

    private X509ChainPolicy Trust()
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(_authority.Pem);
        return policy;
    }

    /// <summary>The number of the certificate that a new connection gets.</summary>
    private async Task<string> ShownAsync(SiloProcess silo)
    {
        using TcpClient connection = new();
        await connection.ConnectAsync(silo.Tls.Host, silo.Tls.Port, Cancellation);
        await using SslStream stream = new(connection.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = silo.Tls.Host, CertificateChainPolicy = Trust(), EnabledSslProtocols = SslProtocols.None }, Cancellation);
        return ((X509Certificate2)stream.RemoteCertificate!).SerialNumber;
    }
}
