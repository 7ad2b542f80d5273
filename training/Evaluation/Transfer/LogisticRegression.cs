using System.Numerics.Tensors;
using UserRep.Training.Engine;

namespace UserRep.Training.Evaluation.Transfer;

/// <summary>Multinomial logistic regression on columns brought to mean 0 and variance 1 over its training rows.</summary>
internal sealed class LogisticRegression(float[] values, int width, int[] labels, int classes, TransferOptions options)
{
    private const int ScoringBatch = 1024;

    /// <summary>Trains on some rows and predicts others.</summary>
    /// <returns>Row after row of <paramref name="predict"/>, the probability of each class.</returns>
    public float[] TrainAndPredict(int[] train, int[] predict, float penalty, CancellationToken cancellation)
    {
        ColumnScaling scaling = ColumnScaling.Fit(values, width, train);
        ParameterSet parameters = new(options.Seed);
        EngineOptions engine = new() { Threads = options.Threads };
        using (GradientSession training = new(parameters, Define, engine))
        {
            Train(parameters, training, scaling.Apply(values, train), train, penalty, cancellation);
        }

        using ForwardSession forward = new(parameters, g => g.Output("logits", Logits(g)), engine);
        return Predict(forward, scaling.Apply(values, predict), predict.Length);
    }

    private Value Logits(Tape g) => g.Dense("class", g.Input("user", width), classes, Initialisers.Zeros);

    private void Define(Tape g) => g.Loss(g.SoftmaxCrossEntropy(Logits(g), g.Input("label", classes)));

    private void Train(ParameterSet parameters, GradientSession training, float[] inputs, int[] train, float penalty, CancellationToken cancellation)
    {
        int size = Math.Min(options.BatchSize, train.Length);
        using Batch batch = training.CreateBatch(size);
        Adam adam = new(parameters, new AdamOptions { WeightDecay = penalty });
        BatchOrder order = new(train.Length, size, options.Seed);
        float[] oneHot = OneHot(train);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            // Falls to zero in a straight line: the last steps average out the noise of small batches.
            float rate = options.LearningRate * (1 - ((float)epoch / options.Epochs));
            foreach (ReadOnlyMemory<int> rows in order.NextEpoch())
            {
                cancellation.ThrowIfCancellationRequested();
                batch.Gather("user", inputs, rows.Span);
                batch.Gather("label", oneHot, rows.Span);
                training.Step(batch, rows.Length);
                adam.Update(rate);
            }
        }
    }

    private float[] Predict(ForwardSession forward, float[] inputs, int count)
    {
        float[] probabilities = new float[count * classes];
        using Batch batch = forward.CreateBatch(ScoringBatch);
        for (int start = 0; start < count; start += ScoringBatch)
        {
            int rows = Math.Min(ScoringBatch, count - start);
            inputs.AsSpan(start * width, rows * width).CopyTo(batch["user"]);
            forward.Run(batch, rows);
            for (int i = 0; i < rows; i++)
            {
                TensorPrimitives.SoftMax<float>(batch["logits"].AsSpan(i * classes, classes), probabilities.AsSpan((start + i) * classes, classes));
            }
        }

        return probabilities;
    }

    private float[] OneHot(int[] rows)
    {
        float[] oneHot = new float[rows.Length * classes];
        for (int i = 0; i < rows.Length; i++)
        {
            oneHot[(i * classes) + labels[rows[i]]] = 1f;
        }

        return oneHot;
    }
}
