using System.Text.Json;
using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Methods;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Tunes the rivals, runs them on their seeds, and keeps scores and tried settings.</summary>
internal sealed class RivalBench(EvaluationData data, EvaluationOptions options, ScoreCache cache, IProgressReporter progress)
{
    private static readonly string[] Deterministic = ["popularity", "cosine"];

    public (MethodScores Scores, IReadOnlyList<TriedSetting> Tried) Run(IMethod rival, CancellationToken cancellation)
    {
        int seeds = Deterministic.Contains(rival.Name) ? 1 : options.RivalSeeds;
        using IProgressStage stage = progress.Start($"Rival {rival.Name}", seeds, "seeds");
        TriedSetting[]? tried = null;
        TriedSetting[] Tune() => tried ??= [.. rival.Tune(data.Context, NoProgress.Instance, cancellation)];
        float[] Score(int seed)
        {
            Tune();
            return rival.Score(data.Context, seed, cancellation);
        }

        List<float[]> sets = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            int current = seed;
            sets.Add(cache.Floats($"{rival.Name}-{seed}.scores", () => Score(current)));
            stage.Advance();
        }

        byte[] kept = cache.Bytes($"{rival.Name}.tried.json", () => JsonSerializer.SerializeToUtf8Bytes(Tune()));
        return (new MethodScores(rival.Name, [.. sets.Select(s => new[] { s })]), JsonSerializer.Deserialize<TriedSetting[]>(kept)!);
    }
}
