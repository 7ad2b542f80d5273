using System.Text;
using UserRep.Model.Bundles;
using UserRep.Tests.Model;
using UserRep.Tests.Model.Bundles;

namespace UserRep.Tests.Fuzzing;

/// <summary>A part of a bundle whose manifest and hashes say that it is right, so that what is behind them is read. The manifest itself is sealed again.</summary>
internal sealed class BundlePartTarget : FuzzTarget, IDisposable
{
    private const long Most = 64L << 20;

    private readonly TempFolder _folder = new();
    private readonly string _part;
    private readonly string _manifest;

    public BundlePartTarget(string part)
    {
        _part = part;
        new BundleMaker().Write(_folder["v1"]);
        _manifest = File.ReadAllText(Path.Combine(_folder["v1"], BundleFiles.Manifest));
        Samples = [File.ReadAllBytes(Path.Combine(_folder["v1"], part))];
    }

    public override string Name => $"{_part} of a bundle";

    public override int Share => 300;

    public override IReadOnlyList<byte[]> Samples { get; }

    public override IReadOnlyList<byte[]> Words => _part.EndsWith(".json", StringComparison.Ordinal) ? JsonWords.All : [];

    public override long MaxAllocated(int length) => Most;

    public override void Read(byte[] input)
    {
        if (_part == BundleFiles.Manifest)
        {
            SealedManifest.Write(_folder["v1"], Encoding.UTF8.GetString(input));
        }
        else
        {
            SealedManifest.Write(_folder["v1"], _manifest);
            SealedManifest.Relist(_folder["v1"], _part, input);
        }

        try
        {
            ModelBundle.Open(_folder["v1"]).Dispose();
        }
        catch (BundleException)
        {
            // As it should be.
        }
        finally
        {
            File.WriteAllBytes(Path.Combine(_folder["v1"], _part), Samples[0]);
        }
    }

    public void Dispose() => _folder.Dispose();
}
