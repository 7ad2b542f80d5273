using UserRep.Training.Cli;

namespace UserRep.Tests.Training.Train;

/// <summary>Cancels when the stage of a given number starts.</summary>
internal sealed class CancellingStages(CancellationTokenSource source, int stage) : IProgressReporter
{
    private int _started;

    public IProgressStage Start(string title, long? total = null, string unit = "")
    {
        if (++_started == stage) source.Cancel();
        return NoProgress.Instance;
    }
}
