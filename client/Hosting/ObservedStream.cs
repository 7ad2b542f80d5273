using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>What becomes of calls tells whether their silo can be reached, and whether it serves.</summary>
internal static class ObservedStream
{
    /// <summary>Notes how a call failed. What the service itself says is an answer.</summary>
    public static void Note(SiloChannel silo, RpcException error)
    {
        if (Failures.IsOfService(error))
        {
            silo.Reached();
            if (Failures.Of(error) is NotReadyException or UnavailableException)
            {
                silo.Refused();
            }
        }
        else if (error.StatusCode == StatusCode.Unavailable)
        {
            silo.NotReached();
        }
    }

    /// <summary>Whether an answer says that the silo cannot serve now. What only some of its users have to wait for says nothing of the silo.</summary>
    public static bool IsRefusal(object? answer) => answer is ReadResponse { Failure.Kind: FailureKind.NotReady or FailureKind.Unavailable };
}
