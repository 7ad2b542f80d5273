using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A catalogue to which a plan is in force as soon as it is stored.</summary>
internal sealed class HastyCatalogue(SimulatedSilo home, SimulatedState state, TimeProvider time, Func<int> members) : Catalogue(home, state, time, members)
{
    protected override Task<bool> IsInForceNowAsync(long revision) => Task.FromResult(true);
}
