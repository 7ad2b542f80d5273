using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A catalogue that never looks whether there is another; mended, it does.</summary>
internal sealed class LoneCatalogue(bool isMended, SimulatedSilo home, SimulatedState state, TimeProvider time, Func<int> members) : Catalogue(home, state, time, members)
{
    protected override Task RequireAsync() => isMended ? base.RequireAsync() : Task.CompletedTask;

    protected override Task<bool> IsInForceNowAsync(long revision) => isMended ? base.IsInForceNowAsync(revision) : Task.FromResult(Board.IsInForce(revision));
}
