using UserRep.Training.Cli;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Trains the encoder with one thing changed at a time, and compares it with the unchanged one on the same seeds.</summary>
internal sealed class AblationRun(EvaluationData data, EvaluationOptions options, EncoderBench encoders, HeadBench heads, IProgressReporter progress)
{
    private const int EncoderSeed = 1;
    private const string Unchanged = "ablation-unchanged";

    public IReadOnlyList<AblationFigures> Run(CancellationToken cancellation)
    {
        EncoderVariants variants = new(data.Layout, options.Autoencoder, options.Rows);
        IReadOnlyList<EncoderVariant> changed = variants.Ablations();
        EncoderVariant[] all = [variants.Ours with { Name = Unchanged }, .. changed.Select(v => v with { Name = $"ablation-{v.Name}" })];
        using (IProgressStage stage = progress.Start("Ablations: encoders", all.Length, "encoders"))
        {
            Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, variant =>
            {
                encoders.Train(variant, EncoderSeed, cancellation);
                stage.Advance();
            });
        }

        using IProgressStage headStage = progress.Start("Ablations: heads", all.Length * options.AblationHeadSeeds, "heads");
        float[][][] scores = heads.Score(
            [.. all.Select(v => ($"{v.Name}-{EncoderSeed}", (Func<UserMatrix>)(() => Vectors(v, cancellation))))], options.AblationHeadSeeds, headStage, cancellation);
        return Figures(all[1..], [.. scores.Select((s, i) => new MethodScores(all[i].Name, [s]))], cancellation);
    }

    private UserMatrix Vectors(EncoderVariant variant, CancellationToken cancellation) => encoders.Encode(
        variant, EncoderSeed, variant.ExactWindows ? encoders.FeaturesOf(variant, data.Questions.Cuts) : data.Features, cancellation);

    private AblationFigures[] Figures(EncoderVariant[] changed, MethodScores[] scores, CancellationToken cancellation)
    {
        TaskReporter reporter = new(data.Questions, options.Bootstrap);
        Dictionary<string, PairedReplicates> tasks = [];
        foreach ((string task, CutKind kind) in TaskReporter.Tasks)
        {
            int[] examples = TaskAuc.ExamplesOf(data.Questions, kind, Period.Test);
            if (examples.Length > 0)
            {
                tasks[task] = reporter.Replicates(scores, examples, cancellation);
            }
        }

        int[] seeds = [.. Enumerable.Range(1, options.AblationHeadSeeds)];
        return
        [
            .. changed.Select(variant => new AblationFigures(
                variant.Name["ablation-".Length..],
                variant.Change,
                tasks.ToDictionary(t => t.Key, t => GainFigures.From(t.Value.Gain(variant.Name, Unchanged))),
                [EncoderSeed],
                seeds)),
        ];
    }
}
