using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Trains the one downstream head on any method's user vectors, one head a core, and keeps the scores.</summary>
internal sealed class HeadBench(EvaluationData data, EvaluationOptions options, ScoreCache cache)
{
    /// <param name="methods">Per method, its name in the cache and how to make its user vectors; these are made only if a score is missing.</param>
    /// <param name="seeds">How many head seeds.</param>
    /// <param name="progress">Told of every head.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Per method, a score array per head seed.</returns>
    public float[][][] Score(
        IReadOnlyList<(string Name, Func<UserMatrix> Users)> methods, int seeds, IProgressStage progress, CancellationToken cancellation)
    {
        Lazy<(HeadInputs Inputs, float[] Projection)>[] starts = [.. methods.Select(m => new Lazy<(HeadInputs, float[])>(() => Start(m.Users())))];
        float[][][] scores = [.. methods.Select(_ => new float[seeds][])];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        Parallel.For(0, methods.Count * seeds, parallel, job =>
        {
            (int method, int seed) = (job / seeds, (job % seeds) + 1);
            scores[method][seed - 1] = cache.Floats($"{methods[method].Name}-h{seed}.scores", () =>
                new DownstreamHead(starts[method].Value.Inputs, starts[method].Value.Projection, options.Head, seed).TrainAndScore(cancellation));
            progress.Advance();
        });
        return scores;
    }

    private (HeadInputs Inputs, float[] Projection) Start(UserMatrix users)
    {
        HeadInputs inputs = new(data.Questions, users, data.Context.Items);
        return (inputs, ProjectionStart.Fit(inputs, data.Context.Average, options.Head.Ridge));
    }
}
