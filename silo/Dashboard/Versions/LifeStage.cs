using UserRep.Grains.Versions;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>A station of a version's life.</summary>
/// <param name="State">The station.</param>
/// <param name="Place">Where the version is as seen from it: <c>past</c>, <c>skipped</c>, <c>untold</c> if older history may tell, <c>here</c> or <c>ahead</c>.</param>
public sealed record LifeStage(VersionState State, string Place);
