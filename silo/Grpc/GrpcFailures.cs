using Google.Protobuf;
using Grpc.Core;
using UserRep.Grains.Intake;
using UserRep.Protocol.V1;
using UserRep.Silo.Problems;
using RpcStatus = Grpc.Core.Status;

namespace UserRep.Silo.Grpc;

/// <summary>The one place that says what an error is over gRPC.</summary>
internal static class GrpcFailures
{
    public const string Trailer = "userrep-failure-bin";

    public static Failure Of(Exception error) => error switch
    {
        EventsRejectedException rejected => Rejected(rejected),
        BadRequestException or ForbiddenException or TooLargeException => new Failure { Kind = FailureKind.Invalid, Message = error.Message },
        _ when KnownErrors.Of(error) is { } known => new Failure { Kind = (FailureKind)known.Error, Message = known.Message, RetryAfterMs = (long)(known.RetryAfter?.TotalMilliseconds ?? 0) },
        _ => new Failure { Kind = FailureKind.Unspecified, Message = "Something went wrong in the service. Its own log says what." },
    };

    public static StatusCode Code(FailureKind kind) => kind switch
    {
        FailureKind.Invalid => StatusCode.InvalidArgument,
        FailureKind.VersionNotFound or FailureKind.ConsumerNotFound or FailureKind.SwitchNotFound => StatusCode.NotFound,
        FailureKind.PositionNotReached or FailureKind.Conflict or FailureKind.BundleRefused or FailureKind.StaleRevision or FailureKind.VersionRetired or FailureKind.VersionNotAccepted => StatusCode.FailedPrecondition,
        FailureKind.NoModel or FailureKind.NotReady or FailureKind.Unavailable => StatusCode.Unavailable,
        FailureKind.Busy => StatusCode.ResourceExhausted,
        _ => StatusCode.Internal,
    };

    public static RpcException Rpc(Failure failure) => new(new RpcStatus(Code(failure.Kind), failure.Message), new Metadata { { Trailer, failure.ToByteArray() } });

    /// <summary>As the call's own status, which callers know from a key that is refused.</summary>
    public static RpcException Rpc(ForbiddenException error) => new(new RpcStatus(StatusCode.PermissionDenied, error.Message));

    private static Failure Rejected(EventsRejectedException rejected)
    {
        Failure failure = new() { Kind = FailureKind.Invalid, Message = rejected.Message };
        failure.Mistakes.AddRange(rejected.Mistakes.Select(m => new Protocol.V1.EventMistake { Index = m.Index, Field = m.Field, Problem = m.Problem, Remedy = m.Remedy }));
        return failure;
    }
}
