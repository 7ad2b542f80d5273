using UserRep.Training.Cli;

namespace UserRep.Tests.Training.Simulation;

/// <summary>Cancels once a number of tracks and users are reported.</summary>
internal sealed class CancellingProgress(CancellationTokenSource source, int after) : IProgressReporter, IProgressStage
{
    private long _seen;

    public IProgressStage Start(string title, long? total = null, string unit = "") => this;

    public void Advance(long by = 1)
    {
        _seen += by;
        if (_seen >= after)
            source.Cancel();
    }

    public void Note(string text)
    {
    }

    public void Dispose()
    {
    }
}
