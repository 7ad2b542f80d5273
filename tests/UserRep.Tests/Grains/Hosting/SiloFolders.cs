using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>What a silo keeps, which may outlive it, and the bundles that a test makes for it.</summary>
internal sealed class SiloFolders : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _bundles = new();

    public string Data => _data.Path;

    /// <summary>A place for a bundle.</summary>
    public string Bundle(string name) => Path.Combine(_bundles.Path, name);

    /// <summary>Writes a bundle under its version's name, unless it is there.</summary>
    /// <returns>Its folder.</returns>
    public string Write(BundleMaker maker)
    {
        string folder = Bundle(maker.Version);
        if (!Directory.Exists(folder))
        {
            maker.Write(folder);
        }

        return folder;
    }

    public void Dispose()
    {
        _data.Dispose();
        _bundles.Dispose();
    }
}
