using UserRep.Training.Cli;

namespace UserRep.Training.Importing;

/// <summary>What an importer works with: the data set being built, progress, and the account of bad rows.</summary>
internal sealed class ImportSession(DatasetBuilder builder, double maxBad, IProgressReporter progress, CancellationToken cancellation)
{
    private readonly List<BadRows> _files = [];

    public DatasetBuilder Builder { get; } = builder;

    public IProgressReporter Progress { get; } = progress;

    public CancellationToken Cancellation { get; } = cancellation;

    public IReadOnlyList<BadRows> Files => _files;

    public BadRows BadRowsOf(string file)
    {
        var rows = new BadRows(file, maxBad);
        _files.Add(rows);
        return rows;
    }

    public DelimitedFile Open(string path, DelimitedForm form) => DelimitedFile.Open(path, form, Progress, Cancellation);
}
