using System.Globalization;
using System.Text.RegularExpressions;
using UserRep.Testing;

namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>A network of its own for each silo, joined by a bridge, on which packets can be lost by who sends them to whom.</summary>
internal sealed partial class SiloNetwork : IAsyncDisposable
{
    /// <summary>The port at which each silo is reached by others: the networks are their own.</summary>
    public const int SiloPort = 11_111;

    private const string Bridge = "userrep-br";
    private const string Net = "10.213.7";

    private readonly int _silos;

    private SiloNetwork(int silos) => _silos = silos;

    /// <summary>Gets the address of this side of the bridge.</summary>
    public static string Here => $"{Net}.1";

    /// <returns>What the machine lacks; null if nothing.</returns>
    public static string? Lacks() => Tools.Missing(("ip", "iproute2"), ("nft", "nftables"));

    public static async Task<SiloNetwork> MakeAsync(int silos)
    {
        SiloNetwork network = new(silos);
        await network.RemoveAsync();
        await Ip("link", "add", Bridge, "type", "bridge");
        await Ip("addr", "add", $"{Here}/24", "dev", Bridge);
        await Ip("link", "set", Bridge, "up");
        for (int silo = 0; silo < silos; silo++)
        {
            await Ip("netns", "add", Name(silo));
            await Ip("link", "add", Outer(silo), "type", "veth", "peer", "name", "eth0", "netns", Name(silo));
            await Ip("link", "set", Outer(silo), "master", Bridge, "up");
            await Ip("-n", Name(silo), "addr", "add", $"{AddressOf(silo)}/24", "dev", "eth0");
            await Ip("-n", Name(silo), "link", "set", "eth0", "up");
            await Ip("-n", Name(silo), "link", "set", "lo", "up");
            await Nft(silo, "add table inet faults");
            await Nft(silo, "add chain inet faults sent { type filter hook output priority 0 ; }");
            await Nft(silo, "add table ip ways");
            await Nft(silo, "add chain ip ways made { type nat hook output priority -100 ; }");
        }

        return network;
    }

    public static string AddressOf(int silo) => $"{Net}.{10 + silo}";

    /// <summary>What has a command begin in a silo's network.</summary>
    public static IReadOnlyList<string> Prefix(int silo) => ["ip", "netns", "exec", Name(silo)];

    /// <summary>What one silo sends to another is lost.</summary>
    public static Task CutAsync(int from, int to) => Nft(from, $"add rule inet faults sent ip daddr {AddressOf(to)} drop");

    /// <summary>Of what a silo sends to anybody, so many percent is lost.</summary>
    public static Task LoseAsync(int from, int percent) => Nft(from, $"add rule inet faults sent oifname eth0 numgen random mod 100 < {percent} counter drop");

    /// <summary>How many packets of some silos were lost so.</summary>
    public static async Task<long> LostAsync(int silos)
    {
        string[] chains = await Task.WhenAll(Enumerable.Range(0, silos).Select(silo => Command.ReadAsync([.. Prefix(silo), "nft", "list chain inet faults sent"])));
        return chains.SelectMany(chain => Counted().Matches(chain)).Sum(lost => long.Parse(lost.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Connections that a silo makes to another lead to a port of this side from now on.</summary>
    public static Task LeadAsync(int from, int to, int port) => Nft(from, $"add rule ip ways made ip daddr {AddressOf(to)} tcp dport {SiloPort} dnat to {Here}:{port}");

    /// <summary>Everything arrives again.</summary>
    public static async Task HealAsync(int silos)
    {
        for (int silo = 0; silo < silos; silo++)
        {
            await Nft(silo, "flush chain inet faults sent");
        }
    }

    public async ValueTask DisposeAsync() => await RemoveAsync();

    [GeneratedRegex("counter packets ([0-9]+)")]
    private static partial Regex Counted();

    private static string Name(int silo) => $"userrep-{silo}";

    private static string Outer(int silo) => $"userrep-v{silo}";

    private static Task Ip(params string[] arguments) => Command.RunAsync(["ip", .. arguments]);

    private static Task Nft(int silo, string rule) => Command.RunAsync([.. Prefix(silo), "nft", rule]);

    /// <summary>Also what a run before has left that was ended.</summary>
    private Task RemoveAsync() => Command.RunAsync(
        "sh", "-c", $"for n in $(seq 0 {_silos - 1}); do ip netns del userrep-$n 2>/dev/null; ip link del userrep-v$n 2>/dev/null; done; ip link del {Bridge} 2>/dev/null; true");
}
