using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A catalogue that never looks whether there is another.</summary>
internal sealed class LoneCatalogue(SimulatedSilo home, SimulatedState state, TimeProvider time, Func<int> members) : Catalogue(home, state, time, members)
{
    protected override Task RequireAsync() => Task.CompletedTask;

    protected override Task<bool> IsInForceNowAsync(long revision) => Task.FromResult(Board.IsInForce(revision));
}
