using System.CommandLine;
using System.Text.Json;
using UserRep.EventLog.Sqlite;
using UserRep.Testing;
using UserRep.Tests.EventLog.Events;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Export;
using Xunit;

namespace UserRep.Tests.Training.Export;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_log_that_another_has_open_is_exported_and_goes_on()
    {
        await using SqliteEventLog log = await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.File("log"), Partitions = 2 }, CancellationToken.None);
        await log.AppendAsync(NewEvents.Many("ann", 30), CancellationToken.None);

        Assert.Equal(ExitCodes.Done, await Run("export", "--from", _folder.File("log"), "--out", _folder.File("seen"), "--json"));

        JsonElement result = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal((30, 30, "seen"), (result.GetProperty("dataset").GetProperty("events").GetInt64(), result.GetProperty("log").GetProperty("events").GetInt64(), result.GetProperty("dataset").GetProperty("name").GetString()));
        Assert.All(await log.AppendAsync(NewEvents.Many("ann", 5, "later-"), CancellationToken.None), r => Assert.False(r.IsDuplicate));
        Assert.Empty(await LogChecker.CheckAsync(log));
    }

    [Theory]
    [InlineData("postgres://u:hunter2@db/userrep")]
    [InlineData("Hots=127.0.0.1;Password=hunter2")]
    [InlineData("Host=127.0.0.1;Port=hunter2")]
    [InlineData("Password=hunter2")]
    public async Task A_connection_string_that_is_none_is_refused_and_not_repeated(string connection)
    {
        Assert.Equal(ExitCodes.Failed, await Run("export", "--from", connection, "--out", _folder.File("seen")));

        Assert.Contains("Host=…;Database=…", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _error.ToString() + _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_named_without_the_password()
    {
        int port = LoopbackPort.Free();

        Assert.Equal(ExitCodes.Failed, await Run("export", "--from", $"Host=127.0.0.1;Port={port};Database=userrep;Username=u;Password=hunter2", "--out", _folder.File("seen")));

        Assert.Contains($"userrep at 127.0.0.1:{port}", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _error.ToString() + _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_log_or_has_nothing_in_it_is_named()
    {
        Assert.Equal(ExitCodes.Failed, await Run("export", "--from", _folder.File("none"), "--out", _folder.File("seen")));
        Assert.Contains("no data folder", _error.ToString(), StringComparison.Ordinal);

        await (await SqliteEventLog.OpenAsync(new SqliteLogOptions { Folder = _folder.File("log") }, CancellationToken.None)).DisposeAsync();
        Assert.Equal(ExitCodes.Failed, await Run("export", "--from", _folder.File("log"), "--out", _folder.File("seen")));
        Assert.Contains("no events", _error.ToString(), StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Path.Combine(_folder.File("log"), "events.db"), new byte[8_192], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Failed, await Run("export", "--from", _folder.File("log"), "--out", _folder.File("seen")));
        Assert.Contains("damaged", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("seen")));
    }

    [Fact]
    public async Task The_help_has_examples()
    {
        Assert.Equal(ExitCodes.Done, await Run("export", "--help"));
        Assert.Contains("export --from data/userrep --out data/seen", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> Run(params string[] args) =>
        CommandLine.RunAsync(new RootCommand { ExportCommand.Create() }, args, new InvocationConfiguration { Output = _output, Error = _error });
}
