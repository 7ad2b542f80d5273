namespace UserRep.Grains.Versions;

/// <summary>What states are called in messages and over the interfaces.</summary>
public static class VersionStateName
{
    /// <summary>The name of a state, as in JSON.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The name, such as <c>rolledBack</c>.</returns>
    public static string Name(this VersionState state) => state switch
    {
        VersionState.RolledBack => "rolledBack",
        _ => state.ToString().ToLowerInvariant(),
    };
}
