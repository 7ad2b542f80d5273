extern alias Silo;

using Microsoft.Extensions.Configuration;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Hosting;
using Silo::UserRep.Silo.Json;
using Xunit;

namespace UserRep.Tests.Service;

public class SettingsTests
{
    [Fact]
    public void Every_mistake_is_named_by_key_value_and_remedy()
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read(
            ("UserRep:GrpcPort", "many"), ("UserRep:ReadTimeout", "soon"), ("UserRep:Partitions", "0"), ("UserRep:DataFolder", "x"), ("UserRep:ApiKeys:0", "short")));

        Assert.Equal(5, error.Mistakes.Count);
        Assert.All(["DataFolder", "GrpcPort is \"many\"", "Partitions is \"0\"", "ReadTimeout is \"soon\"", "ApiKeys:0"], part => Assert.Contains(error.Mistakes, m => m.Contains(part, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://localhost:1;http://[::1]:2", true)]
    [InlineData("http://0.0.0.0:1", false)]
    [InlineData("http://+:1", false)]
    [InlineData("http://127.0.0.1:1;http://example.org:2", false)]
    public void Without_a_key_only_this_machine_may_be_answered(string urls, bool allowed)
    {
        Assert.Equal(allowed, Record.Exception(() => Read(("Urls", urls))) is null);
        Assert.Null(Record.Exception(() => Read(("Urls", urls), ("UserRep:ApiKeys:0", "a-long-and-secret-key"))));
    }

    [Fact]
    public void Only_a_key_that_is_known_opens()
    {
        ApiKeys keys = new(["the-first-long-key", "the-second-long-key"]);

        Assert.True(keys.Admit("the-second-long-key"));
        Assert.All([null, "", "the-first-long-ke", "THE-FIRST-LONG-KEY"], key => Assert.False(keys.Admit(key)));
        Assert.True(new ApiKeys([]).Admit(null));
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("5m", 300)]
    [InlineData("2d", 172_800)]
    [InlineData("7", 7)]
    public void Durations_are_read(string text, double seconds)
    {
        Assert.True(Moments.TryReadDuration(text, out TimeSpan duration));
        Assert.Equal(seconds, duration.TotalSeconds);
        Assert.All(["", "x", "-1s", "1w"], bad => Assert.False(Moments.TryReadDuration(bad, out _)));
    }

    private static SiloOptions Read(params (string Key, string Value)[] settings) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build());
}
