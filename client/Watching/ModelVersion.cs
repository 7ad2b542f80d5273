namespace UserRep.Client;

/// <summary>A version that the service knows.</summary>
/// <param name="Version">Its name.</param>
/// <param name="Space">The fingerprint of its embedding space.</param>
/// <param name="Dimension">The numbers per vector.</param>
/// <param name="State">Where it stands: <c>registered</c>, <c>validated</c>, <c>current</c> or <c>failed</c>.</param>
public sealed record ModelVersion(string Version, string Space, int Dimension, string State);
