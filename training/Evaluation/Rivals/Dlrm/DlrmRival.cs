using UserRep.Training.Evaluation.Methods;

namespace UserRep.Training.Evaluation.Rivals.Dlrm;

/// <summary>The deep model that learns everything from the labels, end to end.</summary>
internal static class DlrmRival
{
    public static Rival Create(int threads) => new(
        "dlrm",
        Setting(new DlrmOptions { Threads = threads }),
        Setting(new DlrmOptions { Threads = threads, EmbeddingRate = 0.05f }),
        Setting(new DlrmOptions { Threads = threads, Width = 80 }),
        Setting(new DlrmOptions { Threads = threads, Width = 32, EmbeddingRate = 0.05f }));

    private static RivalSetting Setting(DlrmOptions options) => new(
        $"width={options.Width} hidden={options.Hidden} embedding rate={options.EmbeddingRate} decay={options.WeightDecay}",
        (context, seed, cancellation) => Score(context, options, seed, cancellation));

    private static float[] Score(MethodContext context, DlrmOptions options, int seed, CancellationToken cancellation)
    {
        DlrmInputs inputs = new(context);
        DlrmModel model = new(inputs.Attributes, options);
        DlrmTables tables = new(inputs, model, context.Items, options, seed);
        return new DlrmTrainer(inputs, model, tables, options, seed).TrainAndScore(cancellation);
    }
}
