using System.Runtime.CompilerServices;
using Grpc.Core;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace UserRep.Client;

/// <summary>How calls are made: a deadline over all, retries of what may pass, and a pause when nothing gets through.</summary>
internal sealed class CallPipeline
{
    private const int BreakAfter = 20;
    private static readonly TimeSpan _break = TimeSpan.FromSeconds(1);

    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly UserRepClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;
    private readonly ResiliencePipeline _withoutBreaker;
    private long _lastSuccess;

    /// <param name="options">How patiently.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isAnyoneLeft">Whether a silo is left for the next try; then nobody has to pause. Null where there is only one.</param>
    public CallPipeline(UserRepClientOptions options, TimeProvider time, Func<bool>? isAnyoneLeft = null)
    {
        (_options, _time) = (options, time);
        _withoutBreaker = Retrying(options, time).Build();
        _pipeline = Retrying(options, time).AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.9,
            MinimumThroughput = BreakAfter,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = _break,
            StateProvider = _breaker,
            ShouldHandle = new PredicateBuilder().Handle<UnavailableException>(_ => isAnyoneLeft?.Invoke() != true),
        }).Build();
    }

    /// <summary>Runs a call, which may run more than once.</summary>
    public ValueTask<TResult> ExecuteAsync<TState, TResult>(Func<TState, CancellationToken, ValueTask<TResult>> call, TState state, CancellationToken cancellation) =>
        ExecuteAsync(_pipeline, call, state, cancellation);

    /// <summary>
    /// Runs a call first without any of this, which costs more than a read that is answered at once; what fails goes on as the pipeline's
    /// first try, with what is left of the time.
    /// </summary>
    /// <param name="call">The call, which may run more than once.</param>
    /// <param name="result">What to make of its answer; what it throws counts as the call's.</param>
    /// <param name="state">What both work with.</param>
    /// <param name="cancellation">Ends the call.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResult> ExecuteLightlyAsync<TState, TAnswer, TResult>(
        Func<TState, Deadline, CancellationToken, Task<TAnswer>> call, Func<TState, TAnswer, TResult> result, TState state, CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        Deadline deadline = new(_options.Timeout, _time, started);
        Exception? failure = null;
        if (_breaker.CircuitState == CircuitState.Closed)
        {
            try
            {
                TResult made = result(state, await call(state, deadline, cancellation).ConfigureAwait(false));
                Volatile.Write(ref _lastSuccess, started);
                return made;
            }
            catch (TimeoutException error)
            {
                throw TooLate(error);
            }
            catch (UserRepClientException error) when (error.IsTransient)
            {
                failure = error;
            }
        }

        return await GoOnAsync(call, result, state, failure, deadline, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<TResult> GoOnAsync<TState, TAnswer, TResult>(
        Func<TState, Deadline, CancellationToken, Task<TAnswer>> call,
        Func<TState, TAnswer, TResult> result,
        TState state,
        Exception? failure,
        Deadline deadline,
        CancellationToken cancellation)
    {
        using CancellationTokenSource late = new(deadline.Left, _time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);

        // Reads that were answered just now are not in the breaker's count: while there are some, something gets through.
        long lastSuccess = Volatile.Read(ref _lastSuccess);
        bool getsThrough = failure is not null && lastSuccess != 0 && _time.GetElapsedTime(lastSuccess) < _break;
        Exception? first = failure;
        try
        {
            return await ExecuteAsync(
                getsThrough ? _withoutBreaker : _pipeline,
                async (s, token) => Interlocked.Exchange(ref first, null) is { } known ? throw known : result(s, await call(s, deadline, token).ConfigureAwait(false)),
                state,
                ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw TooLate(error);
        }
    }

    private async ValueTask<TResult> ExecuteAsync<TState, TResult>(
        ResiliencePipeline pipeline, Func<TState, CancellationToken, ValueTask<TResult>> call, TState state, CancellationToken cancellation)
    {
        try
        {
            return await pipeline.ExecuteAsync(
                static async (s, token) =>
                {
                    try
                    {
                        return await s.call(s.state, token).ConfigureAwait(false);
                    }
                    catch (RpcException error)
                    {
                        throw Failures.Of(error);
                    }
                },
                (call, state),
                cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutRejectedException or TimeoutException)
        {
            throw TooLate(error);
        }
        catch (BrokenCircuitException error)
        {
            throw new UnavailableException($"{Service} has not been reachable; calls rest for a second.", inner: error);
        }
    }

    private string Service => string.Join(", ", _options.Addresses);

    private UnavailableException TooLate(Exception error) => new($"No answer within {_options.Timeout.TotalSeconds:0.###} s from {Service}.", inner: error);

    private static ResiliencePipelineBuilder Retrying(UserRepClientOptions options, TimeProvider time)
    {
        ResiliencePipelineBuilder builder = new() { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout });
        if (options.MaxRetries > 0)
        {
            RetryStrategyOptions retry = new()
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = new PredicateBuilder().Handle<UserRepClientException>(e => e.IsTransient),
            };
            Func<double> random = retry.Randomizer;
            retry.DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                RetryDelay.Of(options.RetryDelay, arguments.AttemptNumber, (arguments.Outcome.Exception as UserRepClientException)?.RetryAfter, random()));
            builder.AddRetry(retry);
        }

        return builder;
    }
}
