using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>From what the service says went wrong to the exception for it.</summary>
internal static class Failures
{
    private const string Trailer = "userrep-failure-bin";

    public static UserRepClientException Of(Failure failure, int firstEvent = 0)
    {
        TimeSpan? retryAfter = failure.RetryAfterMs == 0 ? null : TimeSpan.FromMilliseconds(failure.RetryAfterMs);
        return failure.Kind switch
        {
            FailureKind.Invalid or FailureKind.Conflict or FailureKind.StaleRevision or FailureKind.SwitchNotFound or FailureKind.BundleRefused => new InvalidRequestException(
                failure.Message, [.. failure.Mistakes.Select(m => new EventMistake(m.Index + firstEvent, m.Field, m.Problem, m.Remedy))]),
            FailureKind.NoModel => new NoModelException(failure.Message),
            FailureKind.VersionNotFound => new VersionNotFoundException(failure.Message),
            FailureKind.VersionRetired => new VersionRetiredException(failure.Message),
            FailureKind.VersionNotAccepted => new VersionNotAcceptedException(failure.Message),
            FailureKind.ConsumerNotFound => new ConsumerNotFoundException(failure.Message),
            FailureKind.PositionNotReached => new PositionNotReachedException(failure.Message),
            FailureKind.NotReady => new NotReadyException(failure.Message, retryAfter),
            FailureKind.Busy => new BusyException(failure.Message, retryAfter),
            FailureKind.Unavailable => new UnavailableException(failure.Message, retryAfter),
            _ => new ProtocolException(failure.Message.Length == 0 ? "The service failed without saying why." : failure.Message),
        };
    }

    /// <summary>Whether the service itself says what went wrong.</summary>
    public static bool IsOfService(RpcException error) => error.Trailers.Get(Trailer) is not null;

    public static Exception Of(RpcException error, int firstEvent = 0)
    {
        if (error.Trailers.Get(Trailer)?.ValueBytes is { } bytes)
        {
            return Of(Failure.Parser.ParseFrom(bytes), firstEvent);
        }

        return error.StatusCode switch
        {
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => new InvalidRequestException($"The service refuses the key: {error.Status.Detail}"),
            StatusCode.Unimplemented => new ProtocolException($"The service does not know the call: {error.Status.Detail}"),
            StatusCode.ResourceExhausted => new InvalidRequestException($"The message is too large: {error.Status.Detail}"),
            StatusCode.Cancelled => new OperationCanceledException(error.Message, error),
            _ => new UnavailableException($"The service cannot be reached: {error.Status.Detail}", inner: error),
        };
    }
}
