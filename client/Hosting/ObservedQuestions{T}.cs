using Grpc.Core;

namespace UserRep.Client;

/// <summary>The questions of a call, of which each is to be answered once.</summary>
internal sealed class ObservedQuestions<T>(IClientStreamWriter<T> questions, SilenceWatch watch) : IClientStreamWriter<T>, IObservedQuestions
{
    private volatile bool _isComplete;

    public WriteOptions? WriteOptions
    {
        get => questions.WriteOptions;
        set => questions.WriteOptions = value;
    }

    /// <inheritdoc/>
    public bool IsComplete => _isComplete;

    /// <inheritdoc/>
    public void Answered() => watch.Answered();

    public Task WriteAsync(T message)
    {
        // Before it is written: where there is no connection yet, the write waits for one.
        watch.Sent();
        return questions.WriteAsync(message);
    }

    public Task CompleteAsync()
    {
        _isComplete = true;
        return questions.CompleteAsync();
    }
}
