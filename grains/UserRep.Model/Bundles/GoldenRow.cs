namespace UserRep.Model.Bundles;

/// <summary>A feature row and the vector that the encoder gave for it where it was trained.</summary>
/// <param name="Features">F numbers.</param>
/// <param name="Vector">D numbers.</param>
public sealed record GoldenRow(float[] Features, float[] Vector);
