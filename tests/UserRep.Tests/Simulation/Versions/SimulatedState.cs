using UserRep.Grains.Versions;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>The stored catalogue as one activation has it.</summary>
internal sealed class SimulatedState(CatalogDisk disk, Connection connection) : IPersistentState<CatalogState>
{
    public CatalogState State { get; set; } = new();

    public string? Etag { get; private set; }

    public bool RecordExists => Etag is not null;

    public async Task ReadStateAsync() => (State, Etag) = await connection.ReadAsync(() => (disk.State, CatalogDisk.Mark(disk.Writes)));

    public async Task WriteStateAsync()
    {
        (CatalogState written, string? mark) = (State, Etag);
        Etag = CatalogDisk.Mark(await connection.WriteAsync(() => Task.FromResult(disk.Write(written, mark))));
    }

    public Task ClearStateAsync() => throw new NotSupportedException();
}
