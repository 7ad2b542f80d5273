using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Tests.Simulation.Cluster;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>
/// An activation of the catalogue: the real hold and board, driven as the grain drives them, one call at a time. Others may still be there, on
/// silos that stood still.
/// </summary>
internal class Catalogue(SimulatedSilo home, SimulatedState state, TimeProvider time, Func<int> members)
{
    private readonly OneAtATime _calls = new();

    public SimulatedSilo Home => home;

    /// <summary>Gets a value indicating whether it has given up, or failed to begin; another is to be made.</summary>
    public bool HasGone { get; private set; }

    protected CatalogHold Hold { get; } = new(time, isAlone: false, members);

    protected SiloBoard Board { get; } = new(time, isAlone: false, _ => false);

    protected SimulatedState State => state;

    private bool HasBegun { get; set; }

    public Task<CatalogState> GetAsync() => CallAsync(() => Task.FromResult(state.State));

    public Task<CatalogState?> HearAsync(SiloReport report) => CallAsync(async () =>
    {
        await RequireAsync();
        Board.Hear(report);
        return report.Revision < state.State.Revision ? state.State : null;
    });

    public Task<bool> IsInForceAsync(long revision) => CallAsync(() => IsInForceNowAsync(revision));

    public Task<long> StoreAsync(Func<CatalogState, CatalogState> change) => CallAsync(async () =>
    {
        CatalogState before = state.State;
        CatalogState after = change(before);
        state.State = after;
        try
        {
            await Hold.WriteAsync(state);
            return after.Revision;
        }
        catch
        {
            state.State = before;
            HasGone = true;
            throw;
        }
    });

    protected virtual Task RequireAsync() => Hold.RequireAsync(state, Board);

    protected virtual async Task<bool> IsInForceNowAsync(long revision)
    {
        if (!Board.IsInForce(revision))
        {
            return false;
        }

        await Hold.RequireNowAsync(state, Board);
        return true;
    }

    private Task<T> CallAsync<T>(Func<Task<T>> call) => _calls.RunAsync(async () =>
    {
        try
        {
            await BeginAsync();
            return await call();
        }
        finally
        {
            HasGone |= Hold.IsLost || !HasBegun;
        }
    });

    private async Task BeginAsync()
    {
        if (!HasBegun)
        {
            await state.ReadStateAsync();
            await Hold.TakeAsync(state);
            Board.Begin();
            HasBegun = true;
        }
    }
}
