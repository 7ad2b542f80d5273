using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A catalogue to which a plan is in force as soon as it is stored; mended, when everybody has it.</summary>
internal sealed class HastyCatalogue(bool isMended, SimulatedSilo home, SimulatedState state, TimeProvider time, Func<int> members) : Catalogue(home, state, time, members)
{
    protected override Task<bool> IsInForceNowAsync(long revision) => isMended ? base.IsInForceNowAsync(revision) : Task.FromResult(true);
}
