using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace UserRep.Silo.Hosting;

/// <summary>Where the service listens: REST where <c>Urls</c> says, gRPC there, too, by TLS, and without it on a port of its own at the same hosts; and nowhere else.</summary>
internal static class Addresses
{
    public const string Default = "http://127.0.0.1:5080";

    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>Reads the addresses of REST; everything wrong with them goes to the mistakes.</summary>
    public static IReadOnlyList<ListenAddress> Read(IConfiguration configuration, List<string> mistakes)
    {
        mistakes.AddRange(configuration.GetSection(Endpoints).GetChildren().Select(e => $"{Endpoints}:{e.Key} is set, and the service listens at Urls alone. Leave it out, and give its address in Urls."));
        string urls = configuration["Urls"] is { Length: > 0 } given ? given : Default;
        List<ListenAddress> addresses = [];
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ListenAddress.Read(url, out ListenAddress? address) is { } mistake)
            {
                mistakes.Add($"Urls has \"{url}\", {mistake}");
            }
            else
            {
                addresses.Add(address!);
            }
        }

        if (addresses.Count == 0 && string.IsNullOrWhiteSpace(urls.Replace(';', ' ')))
        {
            mistakes.Add($"Urls is \"{urls}\", which has no address. Give one such as {Default}.");
        }

        return addresses;
    }

    /// <summary>What the addresses and the ports do to one another.</summary>
    public static IEnumerable<string> Conflicts(SiloOptions options)
    {
        foreach (ListenAddress address in options.Addresses.Where(a => options.IsOpen && !a.IsLoopback))
        {
            yield return $"Urls has \"{address.Url}\", which others can reach, and there are no UserRep:ApiKeys, no UserRep:ApiKeysFile, no UserRep:IdentitiesFile and no UserRep:Jwt. Set one of them, or stay on {Default}.";
        }

        bool hasGrpcPort = options.Addresses.Any(a => !a.IsTls);
        if (hasGrpcPort && options.Addresses.Any(a => a.Port == options.GrpcPort))
        {
            yield return $"UserRep:GrpcPort is {options.GrpcPort}, where REST listens already. Give another port.";
        }

        if (options.GrpcSocket is { } socket && LocalSocket.Mistake(socket) is { } mistake)
        {
            yield return $"UserRep:GrpcSocket is \"{socket}\", {mistake}";
        }

        int silo = options.Grains.SiloPort;
        if (silo > 0 && options.Addresses.Select(a => a.Port).Concat(hasGrpcPort ? [options.GrpcPort] : []).Any(port => port == silo || port == silo + 1))
        {
            yield return $"UserRep:SiloPort is {silo}, and it or the one after it is a port of REST or gRPC. Give another.";
        }
    }

    public static void Listen(KestrelServerOptions kestrel, SiloOptions options)
    {
        // In the place of its section of the configuration, which it would follow whenever the file changes.
        kestrel.Configure();
        foreach (ListenAddress address in options.Addresses)
        {
            // Which of the two is spoken is settled by TLS, and by nothing without it.
            address.Listen(kestrel, address.IsTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1, address.IsTls ? options.Certificate : null);
        }

        foreach (ListenAddress address in options.Addresses.Where(a => !a.IsTls).Select(a => a with { Port = options.GrpcPort }).Distinct())
        {
            address.Listen(kestrel, HttpProtocols.Http2);
        }

        if (options.GrpcSocket is { } socket)
        {
            LocalSocket.Listen(kestrel, socket);
        }
    }
}
