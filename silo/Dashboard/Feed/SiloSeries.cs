using UserRep.Grains.Vitals;

namespace UserRep.Silo.Dashboard.Feed;

/// <summary>What one life of a silo has counted: one that starts again counts from nothing, and is another.</summary>
/// <param name="Silo">Its address.</param>
/// <param name="StartedAtMs">When it started.</param>
/// <param name="Samples">What it had counted, the oldest first.</param>
internal sealed record SiloSeries(string Silo, long StartedAtMs, IReadOnlyList<VitalsSample> Samples);
