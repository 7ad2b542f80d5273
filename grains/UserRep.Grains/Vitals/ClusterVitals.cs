namespace UserRep.Grains.Vitals;

/// <summary>How all silos are doing.</summary>
/// <param name="Silos">Those that answered, by address.</param>
/// <param name="Silent">Addresses of those that did not.</param>
public sealed record ClusterVitals(IReadOnlyList<SiloVitals> Silos, IReadOnlyList<string> Silent);
