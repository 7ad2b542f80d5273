using System.CommandLine;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Embed;
using Xunit;

namespace UserRep.Tests.Training.Embed;

public sealed class EmbedTests(SimulatedSet set) : IClassFixture<SimulatedSet>
{
    [Fact]
    public async Task A_vector_is_what_reducer_vectorizer_and_encoder_give_by_hand()
    {
        VectorRow[] rows = await Embed("hand", set.Dataset, "--at", $"{set.UntilMs}", "--batch", "1");
        using ModelBundle bundle = ModelBundle.Open(set.Bundle);
        UserHistory[] users = [.. set.Open.ReadUsers(TestContext.Current.CancellationToken)];

        Assert.Equal(users.Select(user => user.UserId), rows.Select(row => row.User));
        Assert.All(users.Zip(rows), pair => Assert.Equal(ByHand(bundle, pair.First), pair.Second.Vector));
        Assert.All(rows, row => Assert.Equal((bundle.Version, bundle.EmbeddingSpace), (row.Version, row.Space)));
    }

    [Fact]
    public async Task No_event_after_the_moment_is_seen()
    {
        VectorRow[] whole = await Embed("whole", set.Dataset, "--at", $"{set.UntilMs}");
        VectorRow[] cut = await Embed("cut", set.WithoutLaterEvents("embed-cut", set.UntilMs), "--at", $"{set.UntilMs}");

        Assert.Equal(whole.SelectMany(row => row.Vector), cut.SelectMany(row => row.Vector));
        Assert.Equal(whole.Select(row => row.Events), cut.Select(row => row.Events));
    }

    [Fact]
    public async Task Asking_for_other_moments_as_well_changes_no_vector()
    {
        VectorRow[] alone = await Embed("alone", set.Dataset, "--at", $"{set.UntilMs}", "--batch", "1");
        VectorRow[] among = await Embed("among", set.Dataset, "--at", $"2001-01-01,{set.UntilMs},100%", "--batch", "1");

        VectorRow[] same = [.. among.Where(row => row.At == DateTimeOffset.FromUnixTimeMilliseconds(set.UntilMs).UtcDateTime)];
        Assert.Equal(3 * alone.Length, among.Length);
        Assert.Equal(alone.SelectMany(row => row.Vector), same.SelectMany(row => row.Vector));
    }

    [Fact]
    public async Task Before_anything_is_known_all_users_have_the_vector_of_nobody()
    {
        VectorRow[] rows = await Embed("early", set.Dataset, "--at", "2001-01-01", "--batch", "1");
        using ModelBundle bundle = ModelBundle.Open(set.Bundle);

        Assert.All(rows, row => Assert.Equal(bundle.Golden[0].Vector, row.Vector));
        Assert.All(rows, row => Assert.Equal(0, row.Events));
    }

    [Fact]
    public async Task Only_listed_users_are_embedded_and_unknown_ones_are_counted()
    {
        string[] ids = [.. set.Open.ReadUsers(TestContext.Current.CancellationToken).Skip(3).Take(2).Select(user => user.UserId)];
        await File.WriteAllLinesAsync(set.File("users.txt"), [.. ids, "nobody"], TestContext.Current.CancellationToken);
        using StringWriter error = new();

        VectorRow[] rows = await Embed(error, "listed", set.Dataset, "--at", "100%", "--users", set.File("users.txt"));

        Assert.Equal(ids, rows.Select(row => row.User));
        Assert.Contains("1 of the users asked for are not in the data set and have no vector: nobody", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_it_leaves_no_file()
    {
        string folder = Directory.CreateDirectory(set.File("cancelled")).FullName;
        using ModelBundle bundle = ModelBundle.Open(set.Bundle);
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            using var staged = UserRep.Training.Output.StagedFile.Create(Path.Combine(folder, "v.parquet"), force: false);
            using EmbeddingFile file = new(staged.Path, "v", "s", bundle.Encoder.Dimension);
            new EmbeddingRun(set.Open, bundle, new EmbedRequest { Moments = [0] }).Write(file, NoProgress.Instance, source.Token);
        });

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private Task<VectorRow[]> Embed(string name, params string[] args) => Embed(TextWriter.Null, name, args);

    private async Task<VectorRow[]> Embed(TextWriter error, string name, params string[] args)
    {
        string file = set.File($"{name}.parquet");
        int code = await CommandLine.RunAsync(
            new RootCommand { EmbedCommand.Create() },
            ["embed", .. args, "--bundle", set.Bundle, "--out", file],
            new InvocationConfiguration { Output = TextWriter.Null, Error = error });
        Assert.Equal(ExitCodes.Done, code);
        return VectorRow.Read(file);
    }

    private float[] ByHand(ModelBundle bundle, UserHistory user)
    {
        FeatureLayout layout = new(bundle.Spec);
        FeatureState state = new(layout);
        FeatureReducer reducer = new(layout, bundle.Items);
        EventRow[] events = [.. user.Events.ToArray().Where(row => row.TimeMs <= set.UntilMs)];
        long? since = user.KnownSinceMs ?? (events.Length > 0 ? events[0].TimeMs : null);
        if (since <= set.UntilMs && user.Attributes.Any(value => value is not null)) ApplyProfile(reducer, state, user, since.Value);
        foreach (EventRow row in events)
        {
            if (!bundle.Items.TryFind(set.Open.ReadItems()[row.Item].Id, out int item)) item = UserEvent.UnknownItem;
            int type = bundle.Spec.EventTypeIndex(set.Open.Info.EventTypes[row.Type]);
            reducer.Apply(state, new UserEvent(type, item, row.TimeMs, row.Value));
        }

        float[] features = new float[layout.Length];
        new FeatureVectorizer(layout).Vectorize(state, set.UntilMs, features);
        float[] vector = new float[bundle.Encoder.Dimension];
        bundle.Encoder.Encode(features, vector, 1);
        return vector;
    }

    private void ApplyProfile(FeatureReducer reducer, FeatureState state, UserHistory user, long since)
    {
        reducer.ApplyProfileEvent(state, since);
        foreach ((string name, string? value) in set.Open.Info.Attributes.Zip(user.Attributes).Where(pair => pair.Second is not null))
        {
            reducer.ApplyAttribute(state, name, value, since, 1);
        }
    }
}
