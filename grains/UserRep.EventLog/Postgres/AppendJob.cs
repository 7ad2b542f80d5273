using UserRep.EventLog.Events;
using UserRep.EventLog.Writing;

namespace UserRep.EventLog.Postgres;

/// <summary>The events of one caller, on their way.</summary>
internal sealed class AppendJob(IReadOnlyList<NewEvent> events, CancellationToken cancellation) : QueuedWrite(events.Count)
{
    private readonly TaskCompletionSource<IReadOnlyList<AppendResult>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<NewEvent> Events => events;

    public Task<IReadOnlyList<AppendResult>> Task => _completion.Task;

    public override bool IsCancelled => cancellation.IsCancellationRequested && _completion.TrySetCanceled(cancellation);

    public void Succeed(IReadOnlyList<AppendResult> results) => _completion.TrySetResult(results);

    public override void Fail(Exception error) => _completion.TrySetException(error);
}
