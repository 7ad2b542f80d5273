using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using UserRep.ClusterTests.Silos;
using UserRep.Testing;
using UserRep.Testing.Postgres;
using UserRep.Tests.Architecture;
using UserRep.Tests.Deploy;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Service;
using Xunit;

namespace UserRep.ClusterTests.Deploy;

/// <summary>The commands of the image, run as plain processes on what is published, as a user without rights.</summary>
public sealed class ImageCommandTests(SharedPostgres postgres)
{
    private const string Key = "a-long-and-secret-key";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_published_service_serves_is_healthy_and_stops_in_time_and_writes_nowhere_else()
    {
        await using PostgresTestDatabase database = await postgres.CreateDatabaseAsync();
        int port = LoopbackPort.Free();
        await using PublishedSilo silo = await PublishedSilo.PublishAsync(Repository.Root, database.ConnectionString, Key, port);
        Assert.Equal((1, false), await CheckedAsync(silo));
        string[] before = Entries(silo.Application);

        using Process process = silo.Start();
        StringBuilder said = new();
        Task reading = Task.WhenAll(ReadAsync(process.StandardOutput, said), ReadAsync(process.StandardError, said));
        try
        {
            await Until.TrueAsync("it is healthy", TimeSpan.FromMinutes(2), async () =>
            {
                Assert.False(process.HasExited, said.ToString());
                return await CheckedAsync(silo) == (0, true);
            });
            using HttpClient rest = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            Scrape scrape = Scrape.Parse(await rest.GetStringAsync("/metrics", Cancellation));
            Assert.All(MetricsPage.Metrics.Where(m => m.IsOfCluster), metric =>
            {
                Assert.Equal(metric.Kind, scrape.Kinds[metric.Name]);
                Assert.Empty(metric.Labels.Except(scrape.LabelsOf(metric.Name)));
            });
            Assert.DoesNotContain(scrape.ValuesOf("db_client_connection_count"), value => value.Contains("Password", StringComparison.OrdinalIgnoreCase));
            await RegisterAsync(rest);
            Assert.Empty(Directory.EnumerateFiles(silo.Data, "*.zip", SearchOption.AllDirectories));

            TimeSpan took = await StopAsync(process);
            TestContext.Current.TestOutputHelper!.WriteLine($"stopped in {took.TotalSeconds:0.0} s");
            Assert.Equal(0, process.ExitCode);
            Assert.True(took < Grace(), said.ToString());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(Cancellation);
            }

            await reading;
        }

        Assert.Equal(before, Entries(silo.Application));
        Assert.Empty(Entries(silo.Temporary));
        Assert.DoesNotContain("Password", said.ToString(), StringComparison.OrdinalIgnoreCase);

        Assert.Equal((0, "The log's epoch is now 2."), await EpochAsync(silo));
        Assert.Equal((0, "The log's epoch is now 3."), await EpochAsync(silo));
    }

    /// <summary>Has it take in a bundle, for which the folder of temporary files has no room.</summary>
    private static async Task RegisterAsync(HttpClient rest)
    {
        using TemporaryFolder folder = new();
        string bundle = Path.Combine(folder.Path, "one");
        new BundleMaker { Version = "one" }.Write(bundle);
        Assert.Equal("one", await ServedModel.PublishAsync(rest, bundle));
    }

    private static async Task<(int Code, string Said)> EpochAsync(PublishedSilo silo)
    {
        (int code, string said) = await silo.RunAsync("--raise-epoch");
        return (code, said.Trim());
    }

    private static async Task<(int Code, bool IsReady)> CheckedAsync(PublishedSilo silo)
    {
        (int code, string said) = await silo.CheckAsync();
        return (code, said.StartsWith("Ready", StringComparison.Ordinal));
    }

    /// <summary>How long containers are given to stop.</summary>
    private static TimeSpan Grace()
    {
        string text = Repository.Read("deploy/compose.yaml").Split("stop_grace_period: ")[1].Split("s\n")[0];
        return TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));
    }

    private static async Task<TimeSpan> StopAsync(Process process)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await Command.RunAsync("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        return watch.Elapsed;
    }

    private static async Task ReadAsync(StreamReader output, StringBuilder said)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (said)
            {
                said.AppendLine(line);
            }
        }
    }

    /// <summary>What is in a folder, and when it was last changed.</summary>
    private static string[] Entries(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(entry => $"{entry} {File.GetLastWriteTimeUtc(entry):O}").Order(StringComparer.Ordinal),
    ];
}
