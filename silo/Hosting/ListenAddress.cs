using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using UserRep.Silo.Hosting.Tls;

namespace UserRep.Silo.Hosting;

/// <summary>An address to listen at.</summary>
/// <param name="Host">An address of this machine, <c>localhost</c>, or anything else for all of its addresses.</param>
/// <param name="Port">The port.</param>
/// <param name="IsTls">Whether by TLS; then one port is good for REST and gRPC.</param>
internal sealed record ListenAddress(string Host, int Port, bool IsTls = false)
{
    private const string Form = "Give http://HOST:PORT, or https://HOST:PORT with a certificate.";

    public string Url => $"{Scheme}://{Host}:{Port}";

    /// <summary>Gets where this machine itself finds it.</summary>
    public Uri LocalUrl => new(IsLocalhost || (Ip is { } ip && !IPAddress.Any.Equals(ip) && !IPAddress.IPv6Any.Equals(ip)) ? Url : $"{Scheme}://127.0.0.1:{Port}");

    /// <summary>Gets a value indicating whether only this machine can reach it.</summary>
    public bool IsLoopback => IsLocalhost || (Ip is { } ip && IPAddress.IsLoopback(ip));

    private string Scheme => IsTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;

    private bool IsLocalhost => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private IPAddress? Ip => IPAddress.TryParse(Host.Trim('[', ']'), out IPAddress? ip) ? ip : null;

    /// <returns>What is wrong and what to give, or null.</returns>
    public static string? Read(string text, out ListenAddress? address)
    {
        address = null;
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return $"which is no address. {Form}";
        }

        bool isTls = parsed.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        if (!(isTls || parsed.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)) || parsed.PathBase.Length > 0 || !IsHost(parsed.Host))
        {
            return $"which is no address. {Form}";
        }

        if (parsed.Port is < 1 or > 65_535)
        {
            return "whose port is none. Give one from 1 to 65535.";
        }

        address = new ListenAddress(parsed.Host, parsed.Port, isTls);
        return null;
    }

    /// <param name="kestrel">What listens.</param>
    /// <param name="protocols">What is spoken there.</param>
    /// <param name="certificate">What is shown there, by TLS; null without.</param>
    public void Listen(KestrelServerOptions kestrel, HttpProtocols protocols, ServerCertificate? certificate = null)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = protocols;
            if (certificate is not null)
            {
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Now }) });
            }
        }

        if (IsLocalhost)
        {
            kestrel.ListenLocalhost(Port, Configure);
        }
        else if (Ip is { } ip)
        {
            kestrel.Listen(ip, Port, Configure);
        }
        else
        {
            kestrel.ListenAnyIP(Port, Configure);
        }
    }

    /// <summary>A port that is no number is read as a part of the host; no host has a colon outside brackets.</summary>
    private static bool IsHost(string host) => host is "*" or "+" || Uri.CheckHostName(host) != UriHostNameType.Unknown;
}
