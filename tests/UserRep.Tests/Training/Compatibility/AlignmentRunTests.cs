using System.Numerics.Tensors;
using System.Text.Json;
using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Model.Features;
using UserRep.Training.Compatibility;
using UserRep.Training.Datasets;
using UserRep.Training.Embed;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class AlignmentRunTests(AlignedSet set) : IClassFixture<AlignedSet>
{
    [Fact]
    public void The_bundle_carries_the_map_and_says_so_in_its_report()
    {
        using ModelBundle older = ModelBundle.Open(set.File(AlignedSet.Older));
        using ModelBundle newer = ModelBundle.Open(set.File(AlignedSet.Newer));

        CompatibilityMap map = Assert.Single(newer.Compatibility);
        Assert.Equal((AlignedSet.Older, older.EmbeddingSpace, 12, 10), (map.Version, map.Space, map.FromDimension, map.Dimension));
        Assert.Contains(map.Method, new[] { ProcrustesFit.Name, RidgeFit.Name });
        JsonElement report = JsonDocument.Parse(File.ReadAllText(Path.Combine(newer.Folder, "report", TrainingReport.Compatibility))).RootElement;
        Assert.Equal(map.Fidelity.Cosine, report[0].GetProperty("fidelity").GetProperty("cosine").GetDouble());
        Assert.Contains($"compatible: with {AlignedSet.Older} by {map.Method}", set.Result.InWords(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fidelity_is_what_the_opened_bundles_give()
    {
        using ModelBundle older = ModelBundle.Open(set.File(AlignedSet.Older));
        using ModelBundle newer = ModelBundle.Open(set.File(AlignedSet.Newer));
        CompatibilityMap map = newer.Compatibility[0];
        VectorPairs heldOut = Pairs(older, newer).Of(Period.Test);
        EventTable table = set.TableOf(newer);

        MappedTaskAuc? auc = new MappedTask(table, older, Parts, OptionsOf(newer)).Measure(
            Affine(map), VectorSource.Of(newer, table), VectorSource.Of(older, table), TestContext.Current.CancellationToken);

        Assert.Equal(heldOut.Users, map.Fidelity.Users);
        Assert.InRange(map.Fidelity.Users, 60, 140);
        Assert.Equal(MeanCosine.Of(Affine(map), heldOut), map.Fidelity.Cosine, 1e-6);
        Assert.Equal("live", map.Fidelity.Task);
        Assert.Equal(auc!.Old, map.Fidelity.AucOld!.Value, 1e-3);
        Assert.Equal(auc.Mapped, map.Fidelity.AucMapped!.Value, 1e-3);
        Assert.Equal(map.Fidelity.AucOld - map.Fidelity.AucMapped, map.Fidelity.AucLoss);
    }

    [Fact]
    public void Mapped_vectors_are_far_closer_than_those_of_no_map_and_of_the_mean_alone()
    {
        using ModelBundle older = ModelBundle.Open(set.File(AlignedSet.Older));
        using ModelBundle newer = ModelBundle.Open(set.File(AlignedSet.Newer));
        CompatibilityMap map = newer.Compatibility[0];
        VectorPairs heldOut = Pairs(older, newer).Of(Period.Test);
        float[] mean = [.. map.Values[..^map.Dimension].ToArray().Select(_ => 0f), .. MeanOf(heldOut.To)];

        double mapped = MeanCosine.Of(Affine(map), heldOut);
        double unmapped = MeanCosine.Of(Unmapped(map), heldOut);

        Assert.True(mapped > 0.9 && unmapped < 0.5, $"{mapped}, {unmapped} without a map");
        Assert.True(1 - mapped < 0.75 * (1 - map.Fidelity.CosineOfMean), $"{mapped}, {map.Fidelity.CosineOfMean} of the mean");
        Assert.Equal(MeanCosine.Of(new AffineMap(map.FromDimension, map.Dimension, mean), heldOut), map.Fidelity.CosineOfMean!.Value, 0.02);
    }

    [Fact]
    public void A_head_of_the_older_version_can_use_mapped_vectors_and_not_those_of_no_map()
    {
        using ModelBundle older = ModelBundle.Open(set.File(AlignedSet.Older));
        using ModelBundle newer = ModelBundle.Open(set.File(AlignedSet.Newer));
        CompatibilityMap map = newer.Compatibility[0];
        EventTable table = set.TableOf(newer);

        MappedTaskAuc? none = new MappedTask(table, older, Parts, OptionsOf(newer)).Measure(
            Unmapped(map), VectorSource.Of(newer, table), VectorSource.Of(older, table), TestContext.Current.CancellationToken);

        Assert.True(map.Fidelity.AucOld > 0.55, $"{map.Fidelity}");
        Assert.True(map.Fidelity.AucLoss < 0.05, $"{map.Fidelity}");
        Assert.True(none!.Mapped < map.Fidelity.AucMapped - 0.03, $"{none} {map.Fidelity}");
    }

    [Fact]
    public void Both_versions_see_a_user_as_embed_does()
    {
        using ModelBundle newer = ModelBundle.Open(set.File(AlignedSet.Newer));
        EventTable table = set.TableOf(newer);
        Cut[] cuts = [.. Moments(table, newer).Find().Where(cut => cut.Picks == 0).Take(40)];
        UserMatrix vectors = VectorSource.Of(newer, table).At(cuts);
        PointInTime embed = new(new FeatureLayout(newer.Spec), newer, ItemRows.Resolve(table.Catalogue, newer.Items), table.Info);
        Dictionary<string, UserHistory> users = set.Open.ReadUsers(TestContext.Current.CancellationToken).ToDictionary(user => user.UserId);
        float[] features = new float[newer.Encoder.FeatureLength];
        float[] vector = new float[newer.Encoder.Dimension];
        for (int row = 0; row < cuts.Length; row++)
        {
            embed.Write(users[table.UserIds[cuts[row].User]], [cuts[row].AsOfMs], features, new EmbeddedMoment[1]);
            newer.Encoder.Encode(features, vector, 1);
            Assert.Equal(0, TensorPrimitives.Distance<float>(vector, vectors.Row(row)), 1e-4);
        }
    }

    [Fact]
    public void Training_again_gives_the_same_map_and_only_the_map_is_new_in_an_aligned_bundle()
    {
        AlignedSet.Train(set.Request("again") with { Version = AlignedSet.Newer, AlignTo = set.File(AlignedSet.Older) }, "90%", AlignedSet.NewerOptions);
        AlignedSet.Train(set.Request("alone") with { Version = AlignedSet.Newer }, "90%", AlignedSet.NewerOptions);
        using ModelBundle newer = ModelBundle.Open(set.File(AlignedSet.Newer));
        using ModelBundle again = ModelBundle.Open(set.File("again"));
        using ModelBundle alone = ModelBundle.Open(set.File("alone"));

        Assert.Equal(newer.Manifest.Files, again.Manifest.Files);
        Assert.Equal(newer.Compatibility[0].Fidelity, again.Compatibility[0].Fidelity);
        Assert.Equal(alone.EmbeddingSpace, newer.EmbeddingSpace);
        Assert.Equal(["compatibility/older.f32", "report/compatibility.json"], newer.Manifest.Files.Except(alone.Manifest.Files).Select(file => file.Key).Order());
    }

    [Fact]
    public void A_zip_can_be_aligned_to_and_a_version_named_by_content_knows_of_it()
    {
        using (ModelBundle older = ModelBundle.Open(set.File(AlignedSet.Older))) older.Pack(set.File("older.zip"));

        TrainResult aligned = AlignedSet.Train(set.Request("of-zip") with { AlignTo = set.File("older.zip") }, "90%", AlignedSet.NewerOptions);
        TrainResult alone = AlignedSet.Train(set.Request("unnamed"), "90%", AlignedSet.NewerOptions);

        Assert.Equal(set.Result.Compatibility[0].Fidelity, aligned.Compatibility[0].Fidelity);
        Assert.Empty(alone.Compatibility);
        Assert.NotEqual(alone.Version, aligned.Version);
    }

    private static UserParts Parts => new(AlignedSet.NewerOptions(0).Alignment.Seed);

    private static PipelineOptions OptionsOf(ModelBundle newer) => AlignedSet.NewerOptions(newer.Manifest.TrainingCut!.Value.ToUnixTimeMilliseconds());

    private static AlignmentMoments Moments(EventTable table, ModelBundle newer) => new(table, Parts, OptionsOf(newer).Alignment, OptionsOf(newer).UntilMs);

    private static AffineMap Affine(CompatibilityMap map) => new(map.FromDimension, map.Dimension, map.Values);

    // No map: the first numbers of a vector, as they are.
    private static AffineMap Unmapped(CompatibilityMap map) => new(
        map.FromDimension, map.Dimension, [.. Enumerable.Range(0, map.Values.Length).Select(i => i / map.Dimension == i % map.Dimension ? 1f : 0f)]);

    private static float[] MeanOf(UserMatrix vectors) =>
        [.. Enumerable.Range(0, vectors.Width).Select(column => Enumerable.Range(0, vectors.Rows).Average(row => vectors.Row(row)[column]))];

    private VectorPairs Pairs(ModelBundle older, ModelBundle newer)
    {
        EventTable table = set.TableOf(newer);
        Cut[] cuts = Moments(table, newer).Find();
        return new VectorPairs(VectorSource.Of(newer, table).At(cuts), VectorSource.Of(older, table).At(cuts), cuts);
    }
}
