namespace UserRep.Benchmarks.Measuring;

/// <summary>A new, empty folder that goes with everything in it, however what needs it ends.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("userrep-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
