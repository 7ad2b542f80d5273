namespace UserRep.Tests.Model;

/// <summary>A folder for one test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("userrep-test-").FullName;

    public string this[string name] => Path.Combine(Location, name);

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
