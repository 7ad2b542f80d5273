namespace UserRep.Training.Compatibility;

/// <summary>Areas under the ROC curve of a head that was trained on an older version's vectors, averaged over its seeds.</summary>
/// <param name="Old">Given the older version's vectors.</param>
/// <param name="Mapped">Given mapped ones.</param>
internal sealed record MappedTaskAuc(double Old, double Mapped);
