using System.Data.Common;
using UserRep.EventLog.Events;
using UserRep.Grains.Encoding;
using UserRep.Grains.Erasures;
using UserRep.Grains.Errors;

namespace UserRep.Silo.Problems;

/// <summary>Errors of the parts below in the terms that every interface has for its callers.</summary>
internal static class KnownErrors
{
    // What such an error says itself is for operators, and in the log.
    private const string NotAnswered = "A silo of the service or its storage does not answer. It may have been done or not; look, and try again.";

    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _busyRetryAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>The error as callers know it; null if it is none that they can understand.</summary>
    public static UserRepException? Of(Exception error) => error switch
    {
        UserRepException known => known,
        EventLogException log => new UserRepException(ServiceError.Unavailable, log.Message, log.IsTransient ? _retryAfter : null, log),
        OrleansException or TimeoutException or DbException => new UserRepException(ServiceError.Unavailable, NotAnswered, _retryAfter, error),
        UnfinishedErasureException unfinished => Of(unfinished, unfinished.InnerException is { } cause ? Of(cause) : null),
        EncoderBusyException busy => new UserRepException(ServiceError.Busy, busy.Message, _busyRetryAfter, busy),
        _ => null,
    };

    private static UserRepException Of(UnfinishedErasureException unfinished, UserRepException? cause) =>
        new(ServiceError.Unavailable, $"{unfinished.Message} {cause?.Message}".TrimEnd(), cause?.RetryAfter, unfinished);
}
