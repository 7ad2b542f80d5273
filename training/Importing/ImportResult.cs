using UserRep.Training.Datasets;

namespace UserRep.Training.Importing;

/// <summary>What an import made, as <c>--json</c> prints it.</summary>
internal sealed record ImportResult(string Folder, DatasetInfo Dataset, IReadOnlyList<ImportedFile> Files);
