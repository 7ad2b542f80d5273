extern alias Silo;

using Microsoft.Extensions.Configuration;
using Silo::UserRep.Silo.Hosting;
using Silo::UserRep.Silo.Json;
using UserRep.Grains.Hosting;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Service.Access;
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
    public void Identities_or_tokens_do_in_the_place_of_keys()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "identities.json");
        File.WriteAllText(file, IdentitiesText.Of(IdentitiesText.One("ann")));

        Assert.False(Read(("Urls", "http://+:1"), ("UserRep:IdentitiesFile", file)).IsOpen);
        Assert.False(Read(("Urls", "http://+:1"), ("UserRep:Jwt:Issuer", "ours"), ("UserRep:Jwt:Audience", "userrep"), ("UserRep:Jwt:Authority", "https://issuer.example")).IsOpen);
    }

    [Theory]
    [InlineData("127.0.0.1:5080", "is no address")]
    [InlineData("localhost", "is no address")]
    [InlineData("http://", "is no address")]
    [InlineData("http://:5080", "is no address")]
    [InlineData("http://127.0.0.1:many", "is no address")]
    [InlineData("http://127.0.0.1:70000", "")]
    [InlineData("http://127.0.0.1:0", "from 1 to 65535")]
    [InlineData("http://127.0.0.1:-1", "")]
    [InlineData("http://127.0.0.1:1/base", "is no address")]
    [InlineData("http://unix:/tmp/socket", "is no address")]
    [InlineData("ftp://127.0.0.1:1", "is no address")]
    [InlineData("https://127.0.0.1:1", "no certificate for it. Give its file as Kestrel:Certificates:Default:Path")]
    [InlineData(" ; ", "no address")]
    public void An_address_that_cannot_be_listened_at_is_a_mistake_by_key_beside_the_others(string urls, string said)
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read(("Urls", urls), ("UserRep:Partitions", "0")));

        Assert.Equal(2, error.Mistakes.Count);
        Assert.StartsWith("Urls ", error.Mistakes[1], StringComparison.Ordinal);
        Assert.Contains(said, error.Mistakes[1], StringComparison.Ordinal);
        Assert.Contains("Give", error.Mistakes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_that_come_in_another_way_and_ports_in_each_others_way_are_mistakes()
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read(
            ("Kestrel:Endpoints:Other:Url", "http://0.0.0.0:1"), ("Urls", "http://127.0.0.1:1;http://127.0.0.1:5081"), ("UserRep:SiloPort", "5080"), ("UserRep:GrpcSocket", "/nowhere/grpc.sock")));

        Assert.Equal(
            ["Kestrel:Endpoints:Other", "UserRep:GrpcPort", "UserRep:GrpcSocket", "UserRep:SiloPort"], error.Mistakes.Select(m => m.Split(' ')[0]));
    }

    [Fact]
    public void Every_setting_takes_its_own_default_and_refuses_what_is_none()
    {
        foreach (Setting setting in SettingList.All.Where(s => s.Default != "none"))
        {
            Assert.Null(Record.Exception(() => Read(($"UserRep:{setting.Key}", setting.Default))));
            Assert.Contains($"UserRep:{setting.Key} ", CommandLine.Help, StringComparison.Ordinal);
            if (setting.Form != "FOLDER")
            {
                Assert.Contains(Assert.Throws<SettingsException>(() => Read(($"UserRep:{setting.Key}", "-1"))).Mistakes, m => m.StartsWith($"UserRep:{setting.Key} is \"-1\". Give ", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void What_is_set_reaches_the_inner_part()
    {
        UserRepOptions grains = Read(
            ("UserRep:SnapshotEvents", "7"), ("UserRep:SnapshotAge", "1m"), ("UserRep:SnapshotShutdown", "0"), ("UserRep:EncoderBatch", "8"), ("UserRep:EncoderQueue", "9"),
            ("UserRep:UsersInFlight", "10"), ("UserRep:RetryDelay", "250ms"), ("UserRep:MaxAhead", "00:10:00"), ("UserRep:SiloPort", "11111"), ("UserRep:BackfillUsersPerSecond", "12")).Grains;

        Assert.Equal((7, TimeSpan.FromMinutes(1), TimeSpan.Zero), (grains.Snapshots.Events, grains.Snapshots.Age, grains.Snapshots.ShutdownBudget));
        Assert.Equal(12, grains.Backfill.UsersPerSecond);
        Assert.Equal((8, 9, 10, TimeSpan.FromMilliseconds(250)), (grains.Encoding.MaxBatch, grains.Encoding.MaxWaiting, grains.Pump.MaxInFlight, grains.Pump.BackOff));
        Assert.Equal((TimeSpan.FromMinutes(10), 11_111), (grains.Intake.MaxAhead, grains.SiloPort));
    }

    [Fact]
    public void A_database_makes_it_a_silo_of_a_cluster()
    {
        const string Database = "Host=db;Database=userrep;Username=u;Password=very-secret";
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "connection");
        File.WriteAllText(file, Database + Environment.NewLine);
        UserRepOptions grains = Read(("UserRep:PostgreSqlFile", file), ("UserRep:ClusterName", "blue"), ("UserRep:SiloHost", "10.1.2.3"), ("UserRep:MaxDatabaseConnections", "12")).Grains;

        Assert.Equal((Database, "blue", "10.1.2.3", 12), (grains.PostgreSql, grains.ClusterName, grains.SiloHost.ToString(), grains.MaxDatabaseConnections));
        Assert.Equal(Database, Read(("UserRep:PostgreSql", Database)).Grains.PostgreSql);
        Assert.Null(Read().Grains.PostgreSql);
        Assert.StartsWith("UserRep:PostgreSql and UserRep:PostgreSqlFile are both set.", Mistake(("UserRep:PostgreSql", Database), ("UserRep:PostgreSqlFile", file)), StringComparison.Ordinal);
        File.WriteAllText(file, "very-secret");
        Assert.All(
            [
                Mistake(("UserRep:PostgreSqlFile", file)),
                Mistake(("UserRep:PostgreSqlFile", file + "-that-is-not-there")),
                Mistake(("UserRep:PostgreSql", "Host=db;very-secret")),
                Mistake(("UserRep:PostgreSql", "Password=very-secret")),
                Mistake(("UserRep:PostgreSql", "Host=db;Database=x;Port=very-secret")),
                Mistake(("UserRep:PostgreSql", string.Empty)),
            ],
            mistake => Assert.True(mistake.Contains("Give ", StringComparison.Ordinal) && !mistake.Contains("very-secret", StringComparison.Ordinal), mistake));
        Assert.All(["0.0.0.0", "::", "db"], host => Assert.Contains("IP address", Mistake(("UserRep:SiloHost", host)), StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_may_come_from_a_file_and_no_mistake_repeats_one()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "keys");
        File.WriteAllText(file, "the-first-very-secret-key\n\n  the-second-very-secret-key \n");

        Assert.Equal(["the-first-very-secret-key", "the-second-very-secret-key"], Read(("UserRep:ApiKeysFile", file), ("Urls", "http://+:1")).ApiKeys);
        Assert.Equal(3, Read(("UserRep:ApiKeysFile", file), ("UserRep:ApiKeys:0", "a-third-very-secret-key")).ApiKeys.Count);
        File.WriteAllText(file, "the-first-very-secret-key\nsecret");
        Assert.Contains("line 2 has 6 characters", Mistake(("UserRep:ApiKeysFile", file)), StringComparison.Ordinal);
        File.WriteAllText(file, "\n");
        Assert.All(
            [Mistake(("UserRep:ApiKeysFile", file)), Mistake(("UserRep:ApiKeysFile", file + "-that-is-not-there"))],
            mistake => Assert.Contains("Give a file that holds a key on each line.", mistake, StringComparison.Ordinal));
        Assert.Contains("UserRep:ApiKeysFile", Mistake(("Urls", "http://+:1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://+:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://0.0.0.0:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://[::]:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/")]
    [InlineData("http://10.1.2.3:5080", "http://10.1.2.3:5080/")]
    public void A_silo_is_asked_for_its_health_where_this_machine_finds_it(string url, string local)
    {
        Assert.Null(ListenAddress.Read(url, out ListenAddress? address));
        Assert.Equal(local, address!.LocalUrl.ToString());
    }

    [Theory]
    [InlineData("UserRep:ApiKeys", "a-long-and-secret-key", "UserRep:ApiKeys:0")]
    [InlineData("UserRep:GrpcPort:0", "5", "UserRep:GrpcPort has parts")]
    [InlineData("UserRep:RetryDelay", "2m", "MaxRetryDelay")]
    public void A_setting_in_the_wrong_place_is_not_passed_over(string key, string value, string named)
    {
        string mistake = Assert.Single(Assert.Throws<SettingsException>(() => Read((key, value))).Mistakes);

        Assert.Contains(named, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", mistake, StringComparison.Ordinal);
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
        Assert.True(Moments.TryReadDuration(Moments.Duration(duration), out TimeSpan again) && again == duration);
        Assert.All(["", "x", "-1s", "1w"], bad => Assert.False(Moments.TryReadDuration(bad, out _)));
    }

    private static string Mistake(params (string Key, string Value)[] settings) => Assert.Single(Assert.Throws<SettingsException>(() => Read(settings)).Mistakes);

    private static SiloOptions Read(params (string Key, string Value)[] settings) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build());
}
