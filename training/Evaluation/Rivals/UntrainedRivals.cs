using System.Numerics.Tensors;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Rivals;

/// <summary>The rivals that learn nothing.</summary>
internal static class UntrainedRivals
{
    public static Rival Popularity() => new(
        "popularity",
        new RivalSetting("uses up to the day before", (context, _, _) => [.. context.Questions.Examples.Select(e => e.LogPopularity)]),
        new RivalSetting("uses of the last 30 days", (context, _, _) => [.. context.Questions.Examples.Select(e => e.LogRecentPopularity)]));

    public static Rival Cosine() => new("cosine", new RivalSetting("average of item vectors, item vector", (context, _, _) => Cosines(context)));

    private static float[] Cosines(MethodContext context)
    {
        Example[] examples = context.Questions.Examples;
        float[] scores = new float[examples.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            float cosine = TensorPrimitives.CosineSimilarity<float>(context.Average.Row(examples[i].Cut), context.Items.Row(examples[i].Item));

            // A user who is known for nothing with a vector has no direction.
            scores[i] = float.IsNaN(cosine) ? 0 : cosine;
        }

        return scores;
    }
}
