using UserRep.Training.Engine;

namespace UserRep.Training.Evaluation.Heads;

/// <summary>Answers questions with a head's parameters as they are, also about users whose vectors came after it was trained.</summary>
internal sealed class HeadScorer(ForwardSession forward) : IDisposable
{
    private const int MostRows = 2048;

    /// <returns>A logit per example.</returns>
    public float[] Score(HeadInputs inputs, ReadOnlySpan<int> examples) => Score(inputs, examples, out _);

    /// <param name="inputs">What the examples refer to; of the version that the head was trained on, or the logits mean nothing.</param>
    /// <param name="examples">The examples to answer.</param>
    /// <param name="loss">The mean loss.</param>
    /// <returns>A logit per example.</returns>
    public float[] Score(HeadInputs inputs, ReadOnlySpan<int> examples, out double loss)
    {
        float[] scores = new float[examples.Length];
        using Batch batch = forward.CreateBatch(Math.Clamp(examples.Length, 1, MostRows));
        loss = 0;
        for (int start = 0; start < examples.Length; start += MostRows)
        {
            ReadOnlySpan<int> rows = examples.Slice(start, Math.Min(MostRows, examples.Length - start));
            inputs.Fill(rows, batch);
            loss += forward.Loss(batch, rows.Length) * rows.Length;
            batch["logit"].AsSpan(0, rows.Length).CopyTo(scores.AsSpan(start));
        }

        loss /= Math.Max(1, examples.Length);
        return scores;
    }

    public void Dispose() => forward.Dispose();
}
