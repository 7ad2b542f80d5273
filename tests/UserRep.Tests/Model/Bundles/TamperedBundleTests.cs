using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.Model.Encoders;
using Xunit;

namespace UserRep.Tests.Model.Bundles;

public sealed class TamperedBundleTests : IDisposable
{
    private static readonly string[] Names =
        ["manifest.json", "manifest.sha256", "spec.json", "encoder.onnx", "items.arrow", "golden.json", "report/report.md"];

    private readonly TempFolder _folder = new();
    private readonly string _bundle;

    public TamperedBundleTests()
    {
        _bundle = _folder["v1"];
        new BundleMaker().Write(_bundle);
    }

    public static TheoryData<string> Files => [.. Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_flipped_byte_is_refused_wherever_it_is(string name)
    {
        string path = Path.Combine(_bundle, name);
        byte[] whole = File.ReadAllBytes(path);
        Random random = new(name.Length);
        int[] places = [0, whole.Length - 1, .. Enumerable.Range(0, 30).Select(r => random.Next(whole.Length * r / 30, (whole.Length * (r + 1) / 30) + 1))];
        foreach (int place in places.Select(p => Math.Min(p, whole.Length - 1)))
        {
            byte[] flipped = [.. whole];
            flipped[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, flipped);
            Refused(name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_truncated_file_is_refused(string name)
    {
        string path = Path.Combine(_bundle, name);
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Refused(name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_file_is_refused(string name)
    {
        File.Delete(Path.Combine(_bundle, name));
        Assert.Equal(name, Refused(name).File);
    }

    [Fact]
    public void A_file_or_folder_that_is_not_listed_is_refused()
    {
        File.WriteAllText(Path.Combine(_bundle, "weights.bin"), "x");
        Assert.Equal("weights.bin", Refused("weights.bin").File);
        File.Delete(Path.Combine(_bundle, "weights.bin"));
        Directory.CreateDirectory(Path.Combine(_bundle, "more"));
        Refused("more");
    }

    [Fact]
    public void The_report_may_grow()
    {
        File.WriteAllText(Path.Combine(_bundle, "report", "plot.svg"), "<svg/>");
        ModelBundle.Open(_bundle).Dispose();
    }

    [Fact]
    public void A_swapped_encoder_is_refused_with_and_without_hashes()
    {
        int features = ReadManifest().FeatureLength;
        File.WriteAllBytes(Path.Combine(_bundle, "encoder.onnx"), TinyOnnx.Layer(features, 6, seed: 5));
        Refused("encoder.onnx");
        BundleOpenOptions trusting = new() { VerifyHashes = false };
        BundleException error = Assert.Throws<BundleException>(() => ModelBundle.Open(_bundle, trusting));
        Assert.Contains("Golden row", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"version\": \"v1\"", "\"version\": \"a/b\"")]
    [InlineData("\"parent\": \"v0\"", "\"parent\": \"../x\"")]
    [InlineData("\"dimension\": 6", "\"dimension\": 7")]
    [InlineData("\"items\": 20", "\"items\": 21")]
    [InlineData("\"report/report.md\"", "\"report/../../x\"")]
    [InlineData("\"report/report.md\"", "\"/etc/x\"")]
    [InlineData("\"golden.json\"", "\"report/golden.json\"")]
    [InlineData("\"format\": 1", "\"format\": 1, \"formats\": 1")]
    [InlineData("\"format\": 1", "\"format\": 1, \"format\": 1")]
    [InlineData("\"version\": \"v1\",", "")]
    [InlineData("\"files\": {", "\"files\": null, \"x\": {")]
    public void A_manifest_that_is_sealed_but_wrong_is_refused(string old, string replacement)
    {
        SealedManifest.Replace(_bundle, old, replacement);
        Assert.Throws<BundleException>(() => ModelBundle.Open(_bundle));
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[{\"features\":[1],\"vector\":[1]}]")]
    [InlineData("[{\"features\":[1]}]")]
    public void Golden_rows_that_are_listed_but_wrong_are_refused(string golden) => Relist("golden.json", golden);

    [Fact]
    public void An_encoder_that_fails_on_a_golden_row_is_refused()
    {
        Directory.Delete(_bundle, recursive: true);
        new BundleMaker { GoldenZero = 3, Encoder = TinyOnnx.Poisonous(Features, 6, feature: 3, throws: true) }.Write(_bundle);
        GoldenRow[] rows = GoldenCheck.Read(File.ReadAllBytes(Path.Combine(_bundle, "golden.json")));
        rows[1].Features[3] = 1;

        Relist("golden.json", System.Text.Json.JsonSerializer.Serialize(rows, System.Text.Json.JsonSerializerOptions.Web), refused: "encoder.onnx");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"name\":1}")]
    public void A_spec_that_is_listed_but_wrong_is_refused(string spec) => Relist("spec.json", spec);

    [Fact]
    public void A_refused_bundle_stays_deletable_and_opens_once_mended()
    {
        string path = Path.Combine(_bundle, "golden.json");
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllText(path, "[]");
        Refused("golden.json");
        File.WriteAllBytes(path, whole);
        ModelBundle.Open(_bundle).Dispose();
        Directory.Delete(_bundle, recursive: true);
        Refused("v1");
    }

    private static int Features => new FeatureLayout(new BundleMaker().Spec).Length;

    private BundleManifest ReadManifest() => BundleFolder.Read(_bundle).Manifest;

    private void Relist(string name, string content, string? refused = null)
    {
        SealedManifest.Relist(_bundle, name, System.Text.Encoding.UTF8.GetBytes(content));
        Refused(refused ?? name);
    }

    private BundleException Refused(string name)
    {
        BundleException error = Assert.Throws<BundleException>(() => ModelBundle.Open(_bundle));
        Assert.Equal(error.Message, $"{error.File}: {error.Reason} {error.Remedy}");
        if (name != "manifest.sha256") Assert.Equal(name, error.File);
        return error;
    }
}
