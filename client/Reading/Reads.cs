using Grpc.Core;
using Polly;
using Polly.Hedging;

namespace UserRep.Client;

/// <summary>
/// The way of reads: a stream, and where hedging is asked for a second one, on which a read that has waited too long is asked again;
/// the first answer counts.
/// </summary>
internal sealed class Reads : IAsyncDisposable
{
    private static readonly ResiliencePropertyKey<bool> _isHedge = new("userrep.hedge");

    private readonly ReadStream _stream;
    private readonly ReadStream? _second;
    private readonly ResiliencePipeline<VectorFrame>? _hedging;
    private readonly TimeProvider _time;
    private readonly Waiters _waiters;

    public Reads(
        Protocol.V1.UserRep.UserRepClient service,
        Protocol.V1.UserRep.UserRepClient second,
        Metadata headers,
        UserRepClientOptions options,
        TimeProvider time,
        Func<bool>? isToMove = null,
        Func<bool>? isSecondToMove = null)
    {
        _time = time;
        _waiters = new Waiters(options.Timeout, time);
        _stream = new ReadStream(service, headers, options.MaxUsersPerMessage, options.MaxWaitingReads, time, isToMove);
        if (options.HedgeAfter is { } delay)
        {
            _second = new ReadStream(second, headers, options.MaxUsersPerMessage, options.MaxWaitingReads, time, isSecondToMove);
            _hedging = Hedging(delay, time);
        }
    }

    /// <summary>Gets how many messages have been sent.</summary>
    public ulong Messages => _stream.Messages + Hedges;

    /// <summary>Gets how many messages were sent because an answer was late.</summary>
    public ulong Hedges => _second?.Messages ?? 0;

    /// <exception cref="TimeoutException">No answer before the deadline.</exception>
    public Task<VectorFrame> ReadAsync(PendingRead read, Deadline deadline, CancellationToken cancellation) =>
        _hedging is null ? ReadAsync(_stream, read, deadline, cancellation) : ReadHedgedAsync(_hedging, read, deadline, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        if (_second is not null)
        {
            await _second.DisposeAsync().ConfigureAwait(false);
        }

        _waiters.Dispose();
    }

    private async Task<VectorFrame> ReadHedgedAsync(ResiliencePipeline<VectorFrame> hedging, PendingRead read, Deadline deadline, CancellationToken cancellation)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            // Each try is a read of its own: the late answer of one must not find another's reader gone.
            return await hedging.ExecuteAsync(
                static (c, s) => new ValueTask<VectorFrame>(s.Self.ReadAsync(c.Properties.TryGetValue(_isHedge, out _) ? s.Self._second! : s.Self._stream, s.Read.Again(), s.Deadline, c.CancellationToken)),
                context,
                (Self: this, Read: read, Deadline: deadline)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<VectorFrame> ReadAsync(ReadStream stream, PendingRead read, Deadline deadline, CancellationToken cancellation)
    {
        if (!stream.TrySend(read))
        {
            return SendAsync(stream, read, deadline, cancellation);
        }

        read.Await(_waiters, deadline, cancellation);
        return read.Task;
    }

    /// <summary>Waits for a place; whoever gives up leaves the queue at once.</summary>
    private async Task<VectorFrame> SendAsync(ReadStream stream, PendingRead read, Deadline deadline, CancellationToken cancellation)
    {
        using CancellationTokenSource late = new(deadline.Left, _time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            await stream.SendAsync(read, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("There was no place for the read.", error);
        }

        read.Await(_waiters, deadline, cancellation);

        // The place may have come with the last of the time: not a round of the waiters later.
        read.GiveUpIfOverdue();
        return await read.Task.ConfigureAwait(false);
    }

    private static ResiliencePipeline<VectorFrame> Hedging(TimeSpan delay, TimeProvider time) => new ResiliencePipelineBuilder<VectorFrame> { TimeProvider = time }
        .AddHedging(new HedgingStrategyOptions<VectorFrame>
        {
            MaxHedgedAttempts = 1,
            Delay = delay,

            // Only lateness is hedged; errors are for the retries.
            ShouldHandle = static _ => ValueTask.FromResult(false),
            ActionGenerator = static arguments => async () =>
            {
                arguments.ActionContext.Properties.Set(_isHedge, true);
                return await arguments.Callback(arguments.ActionContext).ConfigureAwait(arguments.ActionContext.ContinueOnCapturedContext);
            },
        })
        .Build();
}
