using System.CommandLine;
using System.Text.Json;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task The_same_command_twice_writes_the_same_bytes()
    {
        string[] folders = [_folder.File("first"), _folder.File("second")];
        foreach (string folder in folders)
            Assert.Equal(ExitCodes.Done, await Run("--users", "200", "--items", "300", "--days", "60", "--seed", "9", "--out", folder));

        string[] files = [.. Directory.GetFiles(folders[0]).Select(file => Path.GetFileName(file)!)];
        Assert.NotEmpty(files);
        foreach (string file in files)
            Assert.Equal(await Bytes(folders[0], file), await Bytes(folders[1], file));
    }

    [Fact]
    public async Task Json_describes_the_data_set()
    {
        Assert.Equal(ExitCodes.Done, await Run("--users", "150", "--items", "200", "--days", "20", "--events", "15", "--json", "--out", _folder.File("set")));

        JsonElement result = JsonDocument.Parse(_output.ToString()).RootElement;
        JsonElement info = result.GetProperty("dataset");
        Assert.Equal(_folder.File("set"), result.GetProperty("folder").GetString());
        Assert.Equal(150, info.GetProperty("users").GetInt32());
        Assert.Equal(200, info.GetProperty("items").GetInt32());
        Assert.True(info.GetProperty("events").GetInt64() > 150);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Wrong_options_are_all_named_and_nothing_is_written()
    {
        Assert.Equal(ExitCodes.Failed, await Run("--users", "0", "--days", "0", "--out", _folder.File("set")));

        Assert.Contains("--users is 0", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--days is 0", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_day_that_does_not_exist_is_a_usage_error_that_shows_the_form()
    {
        Assert.Equal(ExitCodes.Usage, await Run("--start", "2024-02-30", "--out", _folder.File("set")));

        Assert.StartsWith("error: --start is '2024-02-30': give a day as 2025-01-31.", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(900)]
    public void Cancelled_at_any_moment_it_leaves_nothing_behind(int after)
    {
        using CancellationTokenSource source = new();
        CancellingProgress progress = new(source, after);
        SimulationOptions options = new() { Users = 500, Items = 500, Days = 30 };

        Assert.ThrowsAny<OperationCanceledException>(
            () => SimulatedDataset.Write(options, _folder.File("set"), force: false, progress, source.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> Run(params string[] options) =>
        CommandLine.RunAsync(new RootCommand { SimulateCommand.Create() }, ["simulate", .. options], Configuration());

    private InvocationConfiguration Configuration() => new() { Output = _output, Error = _error };

    private static Task<byte[]> Bytes(string folder, string file) =>
        File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);
}
