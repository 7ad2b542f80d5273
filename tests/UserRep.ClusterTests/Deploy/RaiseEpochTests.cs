using System.Globalization;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests.Deploy;

/// <summary>The epoch is not raised under the feet of silos, and those that were killed are not waited for for ever.</summary>
public sealed class RaiseEpochTests(SharedPostgres postgres)
{
    [Fact]
    public async Task It_is_refused_while_a_silo_is_running_and_done_once_it_is_gone_however_it_went()
    {
        PostgresTestDatabase database = await postgres.CreateDatabaseAsync();
        await using Cluster cluster = await Cluster.StartAsync(database, [new SiloPlace { Database = database.ConnectionString }]);
        SiloNode silo = cluster.Silos[0];

        (int code, string said) = await Shell.RaiseEpochAsync(database.ConnectionString);
        Assert.Equal(1, code);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{silo.SiloPort}"), said, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1L, await database.ExecuteAsync("SELECT value FROM log_meta WHERE key = 'epoch'"));

        // Its row says that it is active, and nobody is left to say otherwise.
        await silo.KillAsync();
        Assert.Equal((0, "The log's epoch is now 2."), await Shell.RaiseEpochAsync(database.ConnectionString));
    }
}
