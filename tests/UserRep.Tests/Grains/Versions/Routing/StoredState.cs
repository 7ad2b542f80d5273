using UserRep.Grains.Versions;

namespace UserRep.Tests.Grains.Versions.Routing;

/// <summary>What several catalogues store in one place, as a database would have it: a write counts, and only succeeds against the count it knows.</summary>
internal sealed class StoredState
{
    private int _count;
    private CatalogState _stored = new();

    /// <summary>Gets or sets what becomes of reads and writes; null for nothing.</summary>
    public Task? Trouble { get; set; }

    public int Reads { get; private set; }

    /// <summary>The state as one catalogue has it.</summary>
    public IPersistentState<CatalogState> Open() => new Copy(this) { State = _stored, Etag = $"{_count}" };

    private sealed class Copy(StoredState place) : IPersistentState<CatalogState>
    {
        public required CatalogState State { get; set; }

        public required string? Etag { get; set; }

        public bool RecordExists => place._count > 0;

        public async Task ReadStateAsync()
        {
            place.Reads++;
            await (place.Trouble ?? Task.CompletedTask);
            (State, Etag) = (place._stored, $"{place._count}");
        }

        public async Task WriteStateAsync()
        {
            await (place.Trouble ?? Task.CompletedTask);
            if (Etag != $"{place._count}")
            {
                throw new Orleans.Storage.InconsistentStateException("Somebody else has written.");
            }

            (place._stored, Etag) = (State, $"{++place._count}");
        }

        public Task ClearStateAsync() => throw new NotSupportedException();
    }
}
