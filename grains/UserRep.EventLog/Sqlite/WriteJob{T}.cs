namespace UserRep.EventLog.Sqlite;

/// <summary>A write with a result.</summary>
internal sealed class WriteJob<T>(int weight, Func<SqliteSession, T> work, CancellationToken cancellation) : WriteJob(weight)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool IsCancelled => cancellation.IsCancellationRequested && _completion.TrySetCanceled(cancellation);

    public override void Execute(SqliteSession session) => _result = work(session);

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception error) => _completion.TrySetException(error);
}
