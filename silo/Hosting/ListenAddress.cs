using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace UserRep.Silo.Hosting;

/// <summary>An address to listen at, over HTTP without TLS.</summary>
/// <param name="Host">An address of this machine, <c>localhost</c>, or anything else for all of its addresses.</param>
/// <param name="Port">The port.</param>
internal sealed record ListenAddress(string Host, int Port)
{
    public string Url => $"http://{Host}:{Port}";

    /// <summary>Gets where this machine itself finds it.</summary>
    public Uri LocalUrl => new(IsLocalhost || (Ip is { } ip && !IPAddress.Any.Equals(ip) && !IPAddress.IPv6Any.Equals(ip)) ? Url : $"http://127.0.0.1:{Port}");

    /// <summary>Gets a value indicating whether only this machine can reach it.</summary>
    public bool IsLoopback => IsLocalhost || (Ip is { } ip && IPAddress.IsLoopback(ip));

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
            return "which is no address. Give http://HOST:PORT.";
        }

        if (parsed.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
        {
            return "but the service does not do TLS. Give http://, and put a proxy that does TLS in front.";
        }

        if (!parsed.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) || parsed.PathBase.Length > 0 || !IsHost(parsed.Host))
        {
            return "which is no address. Give http://HOST:PORT.";
        }

        if (parsed.Port is < 1 or > 65_535)
        {
            return "whose port is none. Give one from 1 to 65535.";
        }

        address = new ListenAddress(parsed.Host, parsed.Port);
        return null;
    }

    public void Listen(KestrelServerOptions kestrel, HttpProtocols protocols)
    {
        void Configure(ListenOptions listen) => listen.Protocols = protocols;
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
