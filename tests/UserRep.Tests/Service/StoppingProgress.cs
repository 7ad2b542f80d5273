using UserRep.Training.Cli;

namespace UserRep.Tests.Service;

/// <summary>Stops a replay once it has come to a number of users, or has sent events at a number of moments.</summary>
internal sealed class StoppingProgress(CancellationTokenSource stop, int afterUsers, int afterNotes) : IProgressReporter, IProgressStage
{
    private long _users;
    private int _notes;

    public IProgressStage Start(string title, long? total = null, string unit = "") => this;

    public void Advance(long by = 1)
    {
        _users += by;
        if (_users >= afterUsers)
        {
            stop.Cancel();
        }
    }

    public void Note(string text)
    {
        if (++_notes >= afterNotes)
        {
            stop.Cancel();
        }
    }

    public void Dispose()
    {
    }
}
