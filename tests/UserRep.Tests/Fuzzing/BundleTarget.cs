using System.IO.Compression;
using System.Text;
using UserRep.Model.Bundles;
using UserRep.Tests.Model;
using UserRep.Tests.Model.Bundles;

namespace UserRep.Tests.Fuzzing;

/// <summary>Bundles as they are uploaded: a .zip that leads elsewhere, lies about its sizes or grows without end, and whatever else a .zip can be.</summary>
internal sealed class BundleTarget : FuzzTarget, IDisposable
{
    private const long MaxExtracted = 4L << 20;

    // Of the model's, which is not the runtime's memory; the rest is buffers.
    private const long Most = 32L << 20;

    private readonly TempFolder _folder = new();
    private readonly string[] _before;

    public BundleTarget()
    {
        new BundleMaker().Write(_folder["v1"]);
        using ModelBundle bundle = ModelBundle.Open(_folder["v1"]);
        bundle.Pack(_folder["v1.zip"]);
        byte[] whole = File.ReadAllBytes(_folder["v1.zip"]);
        Samples = [whole, With(whole, "../out.txt"), With(whole, "report/../../out.txt"), With(whole, "/out.txt"), With(whole, "report/plot.svg"), With(whole, "report/link", isLink: true), With(whole, "report/large", 8 << 20)];
        Directory.CreateDirectory(_folder["unpacked"]);
        _before = Files();
    }

    public override string Name => "bundles";

    public override int Share => 1_000;

    public override IReadOnlyList<byte[]> Samples { get; }

    public override IReadOnlyList<byte[]> Words { get; } = [.. ((string[])["../", "/", "\\", "manifest.json", "report/", "C:", "PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0006\u0006"]).Select(Encoding.Latin1.GetBytes)];

    public override long MaxAllocated(int length) => Most;

    public override void Read(byte[] input)
    {
        File.WriteAllBytes(_folder["v1.zip"], input);
        try
        {
            ModelBundle.Open(_folder["v1.zip"], new BundleOpenOptions { TemporaryFolder = _folder["unpacked"], MaxExtractedBytes = MaxExtracted }).Dispose();
        }
        catch (BundleException)
        {
            // As it should be.
        }

        if (!Files().SequenceEqual(_before))
        {
            throw new InvalidOperationException($"It left something behind: {string.Join(", ", Files().Except(_before))}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] With(byte[] zip, string name, int zeros = 10, bool isLink = false)
    {
        using MemoryStream stream = new();
        stream.Write(zip);
        using (ZipArchive archive = new(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = archive.CreateEntry(name);
            entry.ExternalAttributes = isLink ? 0xA1FF << 16 : 0;
            using Stream content = entry.Open();
            content.Write(isLink ? "/etc/passwd"u8 : new byte[zeros]);
        }

        return stream.ToArray();
    }

    /// <summary>Everything there is around the place where bundles are unpacked.</summary>
    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(_folder.Location, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
