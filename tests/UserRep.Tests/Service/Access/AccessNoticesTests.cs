extern alias Silo;

using System.Net;
using Microsoft.Extensions.Logging;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Hosting;
using Xunit;

namespace UserRep.Tests.Service.Access;

public class AccessNoticesTests
{
    [Fact]
    public void What_is_open_is_told_and_nothing_else()
    {
        Assert.Contains("Open to everybody on this machine", Assert.Single(Told(new SiloOptions())), StringComparison.Ordinal);
        Assert.Empty(Told(new SiloOptions { ApiKeys = ["a-long-and-secret-key"] }));
        Assert.Empty(Told(new SiloOptions { IdentitiesFile = "identities.json", Grains = { PostgreSql = "Host=db" } }));
        string ports = Assert.Single(Told(new SiloOptions { IdentitiesFile = "identities.json", Grains = { PostgreSql = "Host=db", SiloHost = IPAddress.Parse("10.1.2.3") } }));
        Assert.All(["10.1.2.3", "networkpolicy.yaml"], part => Assert.Contains(part, ports, StringComparison.Ordinal));
    }

    private static List<string> Told(SiloOptions options)
    {
        Lines lines = [];
        new AccessNotices(options, lines).Tell();
        return lines;
    }

    private sealed class Lines : List<string>, ILogger<AccessNotices>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
    }
}
