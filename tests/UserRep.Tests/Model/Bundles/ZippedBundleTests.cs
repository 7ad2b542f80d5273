using System.IO.Compression;
using UserRep.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Model.Bundles;

public sealed class ZippedBundleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _zip;

    public ZippedBundleTests()
    {
        _zip = _folder["v1.zip"];
        new BundleMaker().Write(_folder["v1"]);
        using ModelBundle bundle = ModelBundle.Open(_folder["v1"]);
        bundle.Pack(_zip);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_packed_bundle_opens_and_its_temporary_folder_goes_with_it()
    {
        using ModelBundle folder = ModelBundle.Open(_folder["v1"]);
        ModelBundle zipped = ModelBundle.Open(_zip);
        Assert.Equal(folder.EmbeddingSpace, zipped.EmbeddingSpace);
        Assert.True(Directory.Exists(zipped.Folder));
        zipped.Dispose();
        zipped.Dispose();
        Assert.False(Directory.Exists(zipped.Folder));
    }

    [Fact]
    public void The_same_bundle_packs_to_the_same_bytes()
    {
        using ModelBundle bundle = ModelBundle.Open(_zip);
        bundle.Pack(_folder["again.zip"]);
        Assert.Equal(File.ReadAllBytes(_zip), File.ReadAllBytes(_folder["again.zip"]));
    }

    [Fact]
    public void Where_it_is_unpacked_nothing_is_left_of_one_that_is_taken_nor_of_one_that_is_refused()
    {
        BundleOpenOptions options = new() { TemporaryFolder = _folder["here"] };
        using (ModelBundle bundle = ModelBundle.Open(_zip, options))
        {
            Assert.Equal([bundle.Folder], Directory.EnumerateFileSystemEntries(_folder["here"]));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["here"]));

        // It is unpacked whole, and is no bundle.
        using (ZipArchive zip = ZipFile.Open(_zip, ZipArchiveMode.Update))
        {
            zip.GetEntry(BundleFiles.Golden)!.Delete();
        }

        Refused(options);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["here"]));
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("report/../../evil.txt")]
    [InlineData("/evil.txt")]
    [InlineData("report/..\\evil.txt")]
    [InlineData("report//evil.txt")]
    [InlineData("C:evil.txt")]
    [InlineData("report/C:evil.txt")]
    [InlineData("evil.txt")]
    [InlineData("manifest.json")]
    public void Names_that_lead_elsewhere_or_twice_to_one_place_are_refused(string name)
    {
        using (ZipArchive zip = ZipFile.Open(_zip, ZipArchiveMode.Update))
        {
            using StreamWriter writer = new(zip.CreateEntry(name).Open());
            writer.Write("evil");
        }

        Assert.Equal("v1.zip", Refused(new BundleOpenOptions { TemporaryFolder = _folder["here"] }).File);
        Assert.Empty(Directory.EnumerateFiles(_folder.Location, "evil*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["here"]));
    }

    [Fact]
    public void What_grows_too_large_is_refused()
    {
        Assert.Contains("MaxExtractedBytes", Refused(new BundleOpenOptions { MaxExtractedBytes = 1000 }).Reason, StringComparison.Ordinal);
        Assert.Contains("MaxFiles", Refused(new BundleOpenOptions { MaxFiles = 3 }).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_refused_or_does_not_reach_the_content()
    {
        byte[] whole = File.ReadAllBytes(_zip);
        using ModelBundle sound = ModelBundle.Open(_folder["v1"]);
        Random random = new(4);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_zip, i % 3 == 0 ? whole[..random.Next(whole.Length)] : damaged);
            CheckDamaged(sound.EmbeddingSpace);
        }
    }

    private void CheckDamaged(string space)
    {
        try
        {
            using ModelBundle bundle = ModelBundle.Open(_zip);
            Assert.Equal(space, bundle.EmbeddingSpace);
        }
        catch (BundleException)
        {
            // Most damage ends here.
        }
    }

    private BundleException Refused(BundleOpenOptions options) => Assert.Throws<BundleException>(() => ModelBundle.Open(_zip, options));
}
