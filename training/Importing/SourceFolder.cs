namespace UserRep.Training.Importing;

/// <summary>A folder with the files of a published data set.</summary>
internal sealed class SourceFolder(string path)
{
    /// <summary>Finds a file by its name, or by its name and <c>.gz</c>.</summary>
    public string? Find(string name) => new[] { name, name + ".gz" }.Select(file => Path.Combine(path, file)).FirstOrDefault(File.Exists);

    public string Require(string name) => Find(name) ?? throw new ImportException(
        path, Directory.Exists(path) ? $"there is no {name} and no {name}.gz in the folder" : "there is no such folder", "Give the folder that holds the data set's files.");
}
