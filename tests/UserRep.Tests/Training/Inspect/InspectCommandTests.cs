using System.CommandLine;
using System.Text.Json;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Inspect;
using Xunit;

namespace UserRep.Tests.Training.Inspect;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public InspectCommandTests() => new BundleMaker().Write(_folder.File("bundle"));

    [Fact]
    public async Task What_is_inside_is_said_in_words()
    {
        Assert.Equal(ExitCodes.Done, await Run(_folder.File("bundle")));
        string text = _output.ToString();
        string[] said = ["v1", "follows       v0", "play (weight 1)", "audio         20 vectors of 4 numbers", "passed: 2 rows", "live.auc", "0.8125", "report: report.md"];
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_has_the_same_for_machines()
    {
        Assert.Equal(ExitCodes.Done, await Run(_folder.File("bundle"), "--json"));
        JsonElement bundle = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal("v1", bundle.GetProperty("version").GetString());
        Assert.Equal(20, bundle.GetProperty("itemsPerModality").GetProperty("playlist").GetInt32());
        Assert.Equal("play", bundle.GetProperty("spec").GetProperty("eventTypes")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_damaged_bundle_is_refused_with_the_file_and_the_reason()
    {
        await File.AppendAllTextAsync(Path.Combine(_folder.File("bundle"), "items.arrow"), "x", TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Failed, await Run(_folder.File("bundle")));
        Assert.StartsWith("error: items.arrow: It has", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> Run(params string[] args) => CommandLine.RunAsync(
        new RootCommand { InspectCommand.Create() }, ["inspect", .. args], new InvocationConfiguration { Output = _output, Error = _error });
}
