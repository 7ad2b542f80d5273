using Grpc.Core;

namespace UserRep.Client;

/// <summary>What becomes of calls tells whether their silo can be reached.</summary>
internal static class ObservedStream
{
    /// <summary>Notes how a call failed. What the service itself says is an answer.</summary>
    public static void Note(SiloChannel silo, RpcException error)
    {
        if (error.StatusCode == StatusCode.Unavailable && !Failures.IsOfService(error))
        {
            silo.NotReached();
        }
    }
}
