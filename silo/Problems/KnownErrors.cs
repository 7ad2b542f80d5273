using UserRep.EventLog.Events;
using UserRep.Grains.Encoding;
using UserRep.Grains.Errors;

namespace UserRep.Silo.Problems;

/// <summary>Errors of the parts below in the terms that every interface has for its callers.</summary>
internal static class KnownErrors
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _busyRetryAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>The error as callers know it; null if it is none that they can understand.</summary>
    public static UserRepException? Of(Exception error) => error switch
    {
        UserRepException known => known,
        EventLogException log => new UserRepException(ServiceError.Unavailable, log.Message, log.IsTransient ? _retryAfter : null, log),
        EncoderBusyException busy => new UserRepException(ServiceError.Busy, busy.Message, _busyRetryAfter, busy),
        _ => null,
    };
}
