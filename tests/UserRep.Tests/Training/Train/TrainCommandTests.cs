using System.CommandLine;
using System.Text.Json;
using UserRep.Training.Cli;
using UserRep.Training.Embed;
using UserRep.Training.Inspect;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Train;

public sealed class TrainCommandTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task A_data_set_becomes_a_bundle_that_can_be_inspected_and_embeds()
    {
        Assert.Equal(ExitCodes.Done, await Run("train", set.Dataset, "--out", set.File("made"), "--until", "60%", "--epochs", "1", "--dim", "8", "--rows", "400", "--version", "v7"));
        Assert.Contains("version v7", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Training the autoencoder", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await Run("inspect", set.File("made")));
        Assert.Contains("7d, 30d, 180d, forever", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await Run("embed", set.Dataset, "--bundle", set.File("made"), "--at", "60%,100%", "--out", set.File("made.parquet")));
        Assert.Contains("500 vectors of 250 users", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_states_what_was_measured()
    {
        Assert.Equal(ExitCodes.Done, await Run("train", set.Dataset, "--out", set.File("json"), "--encoder", "pca", "--dim", "8", "--rows", "400", "--scales", "7d,forever", "--json"));

        JsonElement result = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal(8, result.GetProperty("dimension").GetInt32());
        Assert.True(result.GetProperty("figures").GetProperty("heldOutLoss").GetDouble() > 0);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task A_bundle_is_aligned_to_an_older_one_and_every_output_tells_how_well()
    {
        string[] options = ["--until", "60%", "--encoder", "pca", "--dim", "8", "--rows", "400", "--align-to", set.Bundle];
        Assert.Equal(ExitCodes.Done, await Run(["train", set.Dataset, "--out", set.File("aligned"), "--version", "aligned", .. options]));
        Assert.Contains($"compatible: with {set.Result.Version} by ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Aligning to {set.Result.Version}", _error.ToString(), StringComparison.Ordinal);
        _output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, await Run("inspect", set.File("aligned")));
        Assert.Contains($"with {set.Result.Version} by ", _output.ToString(), StringComparison.Ordinal);
        _output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, await Run("inspect", set.File("aligned"), "--json"));

        JsonElement entry = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("compatibility")[0];
        Assert.Equal(set.Result.Version, entry.GetProperty("version").GetString());
        Assert.InRange(entry.GetProperty("fidelity").GetProperty("cosine").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task Aligning_to_what_is_no_bundle_fails_with_the_reason()
    {
        Assert.Equal(ExitCodes.Failed, await Run("train", set.Dataset, "--out", set.File("no"), "--align-to", set.Dataset));
        Assert.Contains("manifest.json: It is missing.", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(set.File("no")));
    }

    [Theory]
    [InlineData("--until", "yesterday", "is not a moment")]
    [InlineData("--until", "120%", "is not a share")]
    [InlineData("--scales", "7d,fortnight", "'fortnight' is not a time scale")]
    [InlineData("--weights", "like", "'like' is not a weight")]
    [InlineData("--modalities", "sitting,smell", "there is no 'smell'")]
    [InlineData("--dim", "0", "--dim is 0")]
    public async Task A_wrong_option_is_a_usage_error_that_says_what_would_be_right(string option, string text, string message)
    {
        Assert.Equal(ExitCodes.Usage, await Run("train", set.Dataset, "--out", set.File("no"), option, text));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--weights", "hum=2", "'hum'")]
    [InlineData("--modalities", "given", "no item has a given vector")]
    [InlineData("--version", "a b", "--version is 'a b'")]
    public async Task An_option_that_does_not_fit_the_data_set_fails_with_the_reason(string option, string text, string message)
    {
        Assert.Equal(ExitCodes.Failed, await Run("train", set.Dataset, "--out", set.File("no"), option, text));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(set.File("no")));
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> Run(params string[] args) => CommandLine.RunAsync(
        new RootCommand { TrainCommand.Create(), EmbedCommand.Create(), InspectCommand.Create() },
        args,
        new InvocationConfiguration { Output = _output, Error = _error });
}
