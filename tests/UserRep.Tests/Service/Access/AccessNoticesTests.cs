extern alias Silo;

using System.Net;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Hosting;
using UserRep.Tests.Testing;
using Xunit;

namespace UserRep.Tests.Service.Access;

public class AccessNoticesTests
{
    [Fact]
    public void What_is_open_to_this_machine_is_told()
    {
        Assert.Contains(Told(new SiloOptions()), line => line.StartsWith("Open to everybody on this machine", StringComparison.Ordinal));
        Assert.DoesNotContain(Told(new SiloOptions { ApiKeys = ["a-long-and-secret-key"] }), line => line.StartsWith("Open", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "127.0.0.1", "127.0.0.1", "on loopback")]
    [InlineData(null, "10.1.2.3", "127.0.0.1", "on loopback")]
    [InlineData("Host=db", "127.0.0.1", "127.0.0.1", "on loopback")]
    [InlineData("Host=db", "::1", "::1", "on loopback")]
    [InlineData("Host=db", "10.1.2.3", "10.1.2.3", "networkpolicy.yaml")]
    public void Where_the_ports_for_other_silos_are_is_always_told(string? postgreSql, string siloHost, string where, string said)
    {
        string ports = Assert.Single(Told(new SiloOptions { IdentitiesFile = "identities.json", Grains = { PostgreSql = postgreSql, SiloHost = IPAddress.Parse(siloHost) } }));
        Assert.All([$"at {where}", said], part => Assert.Contains(part, ports, StringComparison.Ordinal));
    }

    private static List<string> Told(SiloOptions options)
    {
        Lines<AccessNotices> lines = [];
        new AccessNotices(options, lines).Tell();
        return lines;
    }
}
