using System.Net;

namespace UserRep.Silo.Hosting;

/// <summary>Where the service listens.</summary>
internal static class Addresses
{
    public const string Default = "http://127.0.0.1:5080";

    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
        (configuration["Urls"] is { Length: > 0 } urls ? urls : Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static bool IsLoopback(string url)
    {
        string host = BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
    }

    /// <summary>The addresses of gRPC: the hosts of REST, the port of its own.</summary>
    public static IReadOnlyList<string> Grpc(IConfiguration configuration, int port) =>
        [.. Of(configuration).Select(BindingAddress.Parse).Select(a => a.Host).Distinct(StringComparer.OrdinalIgnoreCase).Select(host => $"http://{host}:{port}")];
}
