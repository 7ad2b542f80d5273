using System.Runtime.ExceptionServices;
using UserRep.Grains.Users;

namespace UserRep.Grains.Encoding;

/// <summary>
/// Asks the encoder's grain for the vectors of many users in one call: one for each would cost a good part of what the vector does. Whoever asks while few
/// calls are under way goes at once.
/// </summary>
internal sealed class EncoderPool(string version, IEncoderGrain grain, EncoderPoolOptions options) : IEncoderPool
{
    // Enough that the model finds the users of its next run waiting when one ends.
    private const int CallsUnderWay = 4;

    // The grain tells of each user's failure by itself. A call that fails, as one that takes too long, is of nobody: all of it hear so at once.
    private readonly SharedQueries<EncodeRequest, EncodeAnswer> _calls = new(
        CallsUnderWay, options.MaxBatch, async requests => await grain.EncodeAsync([.. requests]).ConfigureAwait(false), mayBeOfOne: static _ => false);

    public int Waiting => _calls.Waiting;

    public async Task<EncodedVector> EncodeAsync(EncodeRequest request)
    {
        if (_calls.Waiting >= options.MaxWaiting)
        {
            throw new EncoderBusyException(version);
        }

        EncodeAnswer answer = await _calls.ReadAsync(request, CancellationToken.None).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return answer.Vector!;
    }
}
