namespace UserRep.Training.Cli;

/// <summary>One stage of long work. Thread-safe, and cheap enough to be told of every few thousand rows.</summary>
internal interface IProgressStage : IDisposable
{
    void Advance(long by = 1);

    /// <summary>Shows a few words beside the bar, such as the loss of the last epoch.</summary>
    void Note(string text);
}
