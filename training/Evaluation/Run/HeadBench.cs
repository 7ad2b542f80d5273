using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Trains the one downstream head on any method's user vectors, and keeps the scores.</summary>
internal sealed class HeadBench(EvaluationData data, HeadOptions options, ScoreCache cache)
{
    /// <param name="name">Names the scores in the cache.</param>
    /// <param name="users">Makes the user vectors; not called if all scores are kept.</param>
    /// <param name="seeds">How many head seeds.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IReadOnlyList<float[]> Score(string name, Func<UserMatrix> users, int seeds, CancellationToken cancellation)
    {
        Lazy<(HeadInputs Inputs, float[] Projection)> start = new(() => Start(users()));
        return [.. Enumerable.Range(1, seeds).Select(seed => cache.Floats(
            $"{name}-h{seed}.scores",
            () => new DownstreamHead(start.Value.Inputs, start.Value.Projection, options, seed).TrainAndScore(cancellation)))];
    }

    private (HeadInputs Inputs, float[] Projection) Start(UserMatrix users)
    {
        HeadInputs inputs = new(data.Questions, users, data.Context.Items);
        return (inputs, ProjectionStart.Fit(inputs, data.Context.Average, options.Ridge));
    }
}
