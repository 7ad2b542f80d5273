using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace UserRep.Client;

/// <summary>How calls are made: a deadline over all, retries of what may pass, and a pause when nothing gets through.</summary>
internal static class CallPipeline
{
    private const int BreakAfter = 20;
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(5);

    public static ResiliencePipeline Build(UserRepClientOptions options, TimeProvider time)
    {
        ResiliencePipelineBuilder builder = new() { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout });
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                MaxDelay = _longestDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<UserRepClientException>(e => e.IsTransient),
                DelayGenerator = static arguments => ValueTask.FromResult((arguments.Outcome.Exception as UserRepClientException)?.RetryAfter),
            });
        }

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.9,
            MinimumThroughput = BreakAfter,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = TimeSpan.FromSeconds(1),
            ShouldHandle = new PredicateBuilder().Handle<UnavailableException>(),
        });
        return builder.Build();
    }

    /// <summary>What the pipeline itself throws, as one of ours.</summary>
    public static UserRepClientException Explain(Exception error, UserRepClientOptions options) => error switch
    {
        TimeoutRejectedException => new UnavailableException($"No answer within {options.Timeout.TotalSeconds:0.###} s from {options.Endpoint}.", inner: error),
        _ => new UnavailableException($"{options.Endpoint} has not been reachable; calls rest for a second.", inner: error),
    };
}
