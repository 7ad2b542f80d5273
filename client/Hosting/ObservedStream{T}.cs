using Grpc.Core;

namespace UserRep.Client;

/// <summary>The answers of a call, which tell whether its silo can be reached.</summary>
internal sealed class ObservedStream<T>(SiloChannel silo, IAsyncStreamReader<T> answers) : IAsyncStreamReader<T>
{
    public T Current => answers.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            bool isThere = await answers.MoveNext(cancellationToken).ConfigureAwait(false);
            if (isThere)
            {
                silo.Reached();
            }
            else
            {
                // It ends its streams when it stops.
                silo.NotReached();
            }

            return isThere;
        }
        catch (RpcException error)
        {
            ObservedStream.Note(silo, error);
            throw;
        }
    }
}
