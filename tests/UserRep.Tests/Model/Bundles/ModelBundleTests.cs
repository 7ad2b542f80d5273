using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.Model.Encoders;
using Xunit;

namespace UserRep.Tests.Model.Bundles;

public sealed class ModelBundleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_opened()
    {
        BundleMaker maker = new();
        maker.Write(_folder["v1"]);
        using ModelBundle bundle = ModelBundle.Open(_folder["v1"]);
        Assert.Equal("v1", bundle.Version);
        Assert.Equal("v0", bundle.Manifest.Parent);
        Assert.Equal(BundleMaker.Now, bundle.Manifest.CreatedAt);
        Assert.Equal(BundleMaker.Now.AddDays(-7), bundle.Manifest.TrainingCut);
        Assert.Equal(0.8125, bundle.Manifest.Metrics["live.auc"]);
        Assert.Equal(["encoder.onnx", "golden.json", "items.arrow", "report/report.md", "spec.json"], bundle.Manifest.Files.Keys.Order());
        Assert.Equal(maker.Spec.Modalities, bundle.Spec.Modalities);
        Assert.Equal(20, bundle.Items.Count);
        Assert.Equal(bundle.Manifest.FeatureLength, bundle.Encoder.FeatureLength);
        Assert.Equal(2, bundle.Golden.Count);
        Assert.Equal(16, bundle.FeatureSpace.Length);
        Assert.Equal(["v1"], Directory.EnumerateFileSystemEntries(_folder.Location).Select(Path.GetFileName));
    }

    [Fact]
    public void Spaces_follow_what_they_stand_for()
    {
        (string Feature, string Embedding) first = Spaces("a", new BundleMaker());
        Assert.Equal(first, Spaces("b", new BundleMaker { Version = "v2" }));
        (string Feature, string Embedding) encoder = Spaces("c", new BundleMaker { EncoderSeed = 9 });
        Assert.Equal(first.Feature, encoder.Feature);
        Assert.NotEqual(first.Embedding, encoder.Embedding);
        (string Feature, string Embedding) items = Spaces("d", new BundleMaker { ItemSeed = 1 });
        Assert.NotEqual(first.Feature, items.Feature);
        Assert.NotEqual(first.Embedding, items.Embedding);
        BundleMaker maker = new();
        Assert.NotEqual(first.Feature, Spaces("e", maker with { Spec = maker.Spec with { Name = "other" } }).Feature);
    }

    [Fact]
    public void A_bundle_is_never_written_over_another()
    {
        new BundleMaker().Write(_folder["v1"]);
        Assert.Throws<IOException>(() => new BundleMaker().Write(_folder["v1"]));
    }

    [Fact]
    public void A_writer_without_a_commit_leaves_nothing()
    {
        using (ModelBundleWriter writer = new(_folder["v1"], TimeProvider.System))
        {
            File.WriteAllText(writer.EncoderPath, "half");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Location));
    }

    [Fact]
    public void Bundles_that_no_reader_would_accept_are_not_written()
    {
        Refused(BundleFiles.Manifest, new BundleMaker { Version = "../v1" });
        Refused(BundleFiles.Items, new BundleMaker { ItemDimensions = [4, 5] });
        Refused(BundleFiles.Encoder, new BundleMaker { ExtraFeatures = 1 });
        Refused(BundleFiles.Encoder, new BundleMaker { GoldenError = 0.01f });
        Refused(BundleFiles.Encoder, new BundleMaker { GoldenError = float.NaN }, typeof(ArgumentException));
        Refused(BundleFiles.Golden, new BundleMaker { GoldenRows = 0 });
        Refused(BundleFiles.Encoder, new BundleMaker { Encoder = TinyOnnx.Layer(Features, 6, operation: "Softmax", attributes: ("axis", 0)) });
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Location));
    }

    [Fact]
    public void A_golden_vector_within_the_tolerance_is_accepted()
    {
        new BundleMaker { GoldenError = 2e-5f }.Write(_folder["v1"]);
        ModelBundle.Open(_folder["v1"]).Dispose();
    }

    [Theory]
    [InlineData("v1", true)]
    [InlineData("2026-03.a_B", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("..", false)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    public void Version_names_are_plain(string? name, bool isValid) => Assert.Equal(isValid, VersionName.IsValid(name));

    private static int Features => new FeatureLayout(new BundleMaker().Spec).Length;

    private void Refused(string file, BundleMaker maker, Type? type = null)
    {
        Exception error = Assert.Throws(type ?? typeof(BundleException), () => maker.Write(_folder["v1"]));
        if (error is BundleException refusal) Assert.Equal(file, refusal.File);
    }

    private (string Feature, string Embedding) Spaces(string name, BundleMaker maker)
    {
        maker.Write(_folder[name]);
        using ModelBundle bundle = ModelBundle.Open(_folder[name]);
        return (bundle.FeatureSpace, bundle.EmbeddingSpace);
    }
}
