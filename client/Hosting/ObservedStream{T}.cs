using Grpc.Core;

namespace UserRep.Client;

/// <summary>The answers of a call, which tell whether its silo can be reached.</summary>
/// <param name="silo">The silo.</param>
/// <param name="answers">The answers.</param>
/// <param name="questions">What they answer one by one; null where they come by themselves.</param>
/// <param name="onRefused">Hears that the silo cannot serve now.</param>
internal sealed class ObservedStream<T>(SiloChannel silo, IAsyncStreamReader<T> answers, IObservedQuestions? questions = null, Action? onRefused = null) : IAsyncStreamReader<T>
{
    public T Current => answers.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            bool isThere = await answers.MoveNext(cancellationToken).ConfigureAwait(false);
            if (isThere)
            {
                questions?.Answered();
                silo.Reached();
                if (ObservedStream.IsRefusal(answers.Current))
                {
                    silo.Refused();
                    onRefused?.Invoke();
                }
            }
            else if (questions is not { IsComplete: true })
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
