using UserRep.Grains.Versions;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>What states are called on a page.</summary>
internal static class StateWords
{
    public static string Of(VersionState state) => state == VersionState.RolledBack ? "rolled back" : state.Name();
}
