namespace UserRep.Training.Cli;

/// <summary>Says nothing: for <c>--json</c>, <c>--quiet</c> and tests.</summary>
internal sealed class NoProgress : IProgressReporter, IProgressStage
{
    public static NoProgress Instance { get; } = new();

    public IProgressStage Start(string title, long? total = null, string unit = "") => this;

    public void Advance(long by = 1)
    {
    }

    public void Note(string text)
    {
    }

    public void Dispose()
    {
    }
}
