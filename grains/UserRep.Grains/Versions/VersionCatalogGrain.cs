using UserRep.Grains.Errors;
using UserRep.Grains.Hosting;

namespace UserRep.Grains.Versions;

/// <summary>Keeps the list of versions. What a call changed is stored before it returns; if that fails, nothing has changed.</summary>
[GrainType("version-catalog")]
internal sealed class VersionCatalogGrain(
    [PersistentState("versions", GrainsHosting.StorageName)] IPersistentState<CatalogState> state) : Grain, IVersionCatalogGrain
{
    public Task<CatalogState> GetAsync() => Task.FromResult(state.State);

    public async Task<VersionSummary> RegisterAsync(VersionSummary version)
    {
        if (state.State.Find(version.Version) is { } known)
        {
            return known.Space == version.Space
                ? known
                : throw new UserRepException(ServiceError.Conflict, $"There is another bundle named \"{version.Version}\" already. Give the new one a name of its own.");
        }

        await ChangeAsync(s => s.Versions.Add(version));
        return version;
    }

    public async Task<VersionSummary> MakeCurrentAsync(string version)
    {
        VersionSummary next = state.State.Find(version) ?? throw new UserRepException(
            ServiceError.VersionNotFound,
            $"There is no version \"{version}\". {(state.State.Versions.Count == 0 ? "None is registered yet." : "Those there are: " + string.Join(", ", state.State.Versions.Select(v => v.Version)) + ".")}");
        if (state.State.Current != version)
        {
            await ChangeAsync(s => MakeCurrent(s, version));
        }

        return state.State.Find(version) ?? next;
    }

    private static void MakeCurrent(CatalogState catalog, string version)
    {
        catalog.Current = version;
        for (int i = 0; i < catalog.Versions.Count; i++)
        {
            VersionState where = catalog.Versions[i].Version == version ? VersionState.Current : VersionState.Validated;
            catalog.Versions[i] = catalog.Versions[i] with { State = where };
        }
    }

    private async Task ChangeAsync(Action<CatalogState> change)
    {
        CatalogState before = state.State;
        CatalogState after = new() { Revision = before.Revision + 1, Versions = [.. before.Versions], Current = before.Current };
        change(after);
        state.State = after;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is stored now is unknown: the next activation reads it.
            state.State = before;
            DeactivateOnIdle();
            throw;
        }
    }
}
