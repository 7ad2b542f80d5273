using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Model.Compatibility;

public sealed class CompatibilityBundleTests : IDisposable
{
    private const string MapFile = "compatibility/old.f32";
    private const int From = 6;
    private const int To = 4;

    private readonly TempFolder _folder = new();
    private readonly string _bundle;

    public CompatibilityBundleTests()
    {
        _bundle = _folder["v1"];
        With(TestMaps.To("old", From, To)).Write(_bundle);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_that_is_written_is_opened_and_maps_the_same()
    {
        using ModelBundle bundle = ModelBundle.Open(_bundle);

        AssertIsTheMap(Assert.Single(bundle.Compatibility));
        CompatibilityEntry entry = Assert.Single(bundle.Manifest.Compatibility!);
        Assert.Equal(("old", TestMaps.Space, To, MapFile, "ridge"), (entry.Version, entry.Space, entry.Dimension, entry.File, entry.Method));
        Assert.Contains(MapFile, bundle.Manifest.Files.Keys);
        Assert.Equal((From + 1) * To * sizeof(float), bundle.Manifest.Files[MapFile].Size);
    }

    [Fact]
    public void A_map_travels_in_a_zip()
    {
        using (ModelBundle bundle = ModelBundle.Open(_bundle)) bundle.Pack(_folder["v1.zip"]);

        using ModelBundle zipped = ModelBundle.Open(_folder["v1.zip"]);

        AssertIsTheMap(Assert.Single(zipped.Compatibility));
    }

    [Fact]
    public void Maps_change_no_space_and_bundles_without_one_say_nothing_of_it()
    {
        new BundleMaker().Write(_folder["plain"]);
        With(TestMaps.To("old", From, To), TestMaps.To("older", From, 3)).Write(_folder["two"]);
        using ModelBundle plain = ModelBundle.Open(_folder["plain"]);
        using ModelBundle one = ModelBundle.Open(_bundle);
        using ModelBundle two = ModelBundle.Open(_folder["two"]);

        Assert.Equal((plain.FeatureSpace, plain.EmbeddingSpace), (one.FeatureSpace, one.EmbeddingSpace));
        Assert.Equal((plain.FeatureSpace, plain.EmbeddingSpace), (two.FeatureSpace, two.EmbeddingSpace));
        Assert.Empty(plain.Compatibility);
        Assert.Equal(["old", "older"], two.Compatibility.Select(map => map.Version));
        Assert.DoesNotContain("compatibility", File.ReadAllText(Path.Combine(_folder["plain"], "manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_map_is_refused()
    {
        string path = Path.Combine(_bundle, MapFile);
        byte[] whole = File.ReadAllBytes(path);
        byte[] flipped = [.. whole];
        flipped[9] ^= 1;
        File.WriteAllBytes(path, flipped);
        Assert.Contains("SHA-256", Refused(MapFile).Reason, StringComparison.Ordinal);
        File.WriteAllBytes(path, whole[..^4]);
        Assert.Contains("the manifest says", Refused(MapFile).Reason, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("missing", Refused(MapFile).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(((From + 1) * To * 4) - 1)]
    [InlineData(From * To * 4)]
    [InlineData((From + 2) * To * 4)]
    public void A_map_of_another_shape_is_refused_with_its_dimension(int bytes)
    {
        SealedManifest.Relist(_bundle, MapFile, new byte[bytes]);

        Assert.Contains($"{bytes} bytes; {(From + 1) * To} float32", Refused(MapFile).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused_with_its_place(float number)
    {
        byte[] content = File.ReadAllBytes(Path.Combine(_bundle, MapFile));
        BitConverter.GetBytes(number).CopyTo(content, ((2 * To) + 3) * sizeof(float));
        SealedManifest.Relist(_bundle, MapFile, content);

        Assert.Contains($"row 2, column 3 is {number}", Refused(MapFile).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": \"old\"", "\"version\": \"../old\"", "compatibility[0].version")]
    [InlineData("\"version\": \"old\"", "\"version\": \"v1\"", "compatibility[0].version is the bundle's own")]
    [InlineData("\"version\": \"old\"", "\"version\": \"other\"", "compatibility[0].file")]
    [InlineData("\"space\": \"0123456789abcdef\"", "\"space\": \"0123456789ABCDEF\"", "compatibility[0].space")]
    [InlineData("\"space\": \"0123456789abcdef\"", "\"space\": \"0123\"", "compatibility[0].space")]
    [InlineData("\"dimension\": 4", "\"dimension\": 0", "compatibility[0].dimension is 0")]
    [InlineData("\"file\": \"compatibility/old.f32\"", "\"file\": \"encoder.onnx\"", "compatibility[0].file")]
    [InlineData("\"method\": \"ridge\"", "\"method\": \"\"", "compatibility[0].method")]
    [InlineData("\"method\": \"ridge\",", "", "'method'")]
    [InlineData("\"users\": 40", "\"users\": 0", "compatibility[0].fidelity.users is 0")]
    [InlineData("\"cosine\": 0.875", "\"cosine\": 1.5", "compatibility[0].fidelity.cosine")]
    [InlineData("\"cosineOfMean\": 0.5", "\"cosineOfMean\": -1.5", "compatibility[0].fidelity.cosineOfMean")]
    [InlineData("\"task\": \"live\",", "", "compatibility[0].fidelity.task")]
    [InlineData("\"aucOld\": 0.75", "\"aucOld\": 7", "compatibility[0].fidelity.aucOld")]
    [InlineData("\"aucMapped\": 0.625,", "", "compatibility[0].fidelity.aucMapped")]
    [InlineData("\"compatibility\": [", "\"compatibility\": [null,", "compatibility[0] is null")]
    [InlineData("\"compatibility/old.f32\": {", "\"compatibility/older.f32\": {", "compatibility[0].file")]
    [InlineData("\"compatibility/old.f32\": {", "\"compatibility/sub/old.f32\": {", "no file of a bundle")]
    public void A_section_that_is_sealed_but_wrong_is_refused_with_the_field(string old, string replacement, string reason)
    {
        SealedManifest.Replace(_bundle, old, replacement);

        Assert.Contains(reason, Refused("manifest.json").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_file_that_no_entry_claims_is_refused_listed_or_not()
    {
        File.WriteAllText(Path.Combine(_bundle, "compatibility", "more.f32"), "x");
        Assert.Contains("does not list", Refused("compatibility/more.f32").Reason, StringComparison.Ordinal);
        File.Delete(Path.Combine(_bundle, "compatibility", "more.f32"));

        string json = File.ReadAllText(Path.Combine(_bundle, "manifest.json"));
        int start = json.IndexOf("  \"compatibility\": [", StringComparison.Ordinal);
        int end = json.IndexOf("  \"files\":", StringComparison.Ordinal);
        SealedManifest.Write(_bundle, json[..start] + json[end..]);
        Assert.Contains("belongs to no entry", Refused("manifest.json").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_that_no_reader_would_accept_are_not_written()
    {
        using ModelBundle own = ModelBundle.Open(_bundle);

        NotWritten("compatibility/old.f32", TestMaps.To("old", From + 1, To));
        NotWritten("manifest.json", TestMaps.To("../old", From, To));
        NotWritten("manifest.json", TestMaps.To("v1", From, To));
        NotWritten("manifest.json", TestMaps.To("old", From, To), TestMaps.To("old", From, To));
        Assert.Contains("nothing to map", NotWritten("manifest.json", TestMaps.To("old", From, To, own.EmbeddingSpace)).Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["old.f32"]));
    }

    private static BundleMaker With(params CompatibilityMap[] maps) => new() { Compatibility = maps };

    private static void AssertIsTheMap(CompatibilityMap map)
    {
        CompatibilityMap expected = TestMaps.To("old", From, To);
        Assert.Equal(("old", TestMaps.Space, "ridge", From, To), (map.Version, map.Space, map.Method, map.FromDimension, map.Dimension));
        Assert.Equal(TestMaps.Fidelity, map.Fidelity);
        Assert.Equal(0.125, map.Fidelity.AucLoss);
        Assert.Equal(expected.Values.ToArray(), map.Values.ToArray());
        float[] mapped = new float[To];
        map.Map([0, 0, 1, 0, 0, 0], mapped);
        Assert.Equal([.. Enumerable.Range(0, To).Select(j => (((2 * To) + j) / 8f) + (((From * To) + j) / 8f))], mapped);
    }

    private BundleException NotWritten(string file, params CompatibilityMap[] maps)
    {
        BundleException error = Assert.Throws<BundleException>(() => With(maps).Write(_folder["bad"]));
        Assert.Equal(file, error.File);
        Assert.False(Directory.Exists(_folder["bad"]));
        return error;
    }

    private BundleException Refused(string file)
    {
        BundleException error = Assert.Throws<BundleException>(() => ModelBundle.Open(_bundle));
        Assert.Equal(file, error.File);
        return error;
    }
}
