using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Compatibility;

/// <summary>
/// Which users a map is fitted on, which choose its settings, and which measure it: by a user's id and the seed, whoever else is there.
/// </summary>
/// <param name="seed">Another seed parts them otherwise.</param>
internal sealed class UserParts(int seed)
{
    private const int Parts = 15;
    private const int Measuring = 5;
    private const int Choosing = 2;

    // Of its own, so that it is independent of which users a large data set was cut down to.
    private const int Salt = 1_299_709;

    public Period Of(string userId) => (EventSample.Rank(userId, unchecked(seed + Salt)) % Parts) switch
    {
        < Measuring => Period.Test,
        < Measuring + Choosing => Period.Validation,
        _ => Period.Train,
    };
}
