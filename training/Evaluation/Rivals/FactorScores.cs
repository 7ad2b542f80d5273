using System.Numerics.Tensors;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Rivals;

/// <summary>Answers by inner products of a user's factors at the cut and an item's factors.</summary>
internal static class FactorScores
{
    /// <summary>Makes one user row per cut, cuts in parallel; a row must depend on its cut alone.</summary>
    /// <param name="questions">The cuts.</param>
    /// <param name="width">Numbers per user.</param>
    /// <param name="threads">Cuts at once.</param>
    /// <param name="fill">Fills the row of a cut.</param>
    public static UserMatrix UsersAtCuts(Questions questions, int width, int threads, Action<int, UserMatrix> fill)
    {
        UserMatrix users = UserMatrix.Create("factors", questions.Cuts.Length, width);
        Parallel.For(0, questions.Cuts.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, cut => fill(cut, users));
        return users;
    }

    /// <param name="candidates">Which row of the factors is which item.</param>
    /// <param name="users">One row per cut.</param>
    /// <param name="items">One row per candidate.</param>
    public static float[] Of(CandidateItems candidates, UserMatrix users, DenseMatrix items)
    {
        Example[] examples = candidates.Questions.Examples;
        float[] scores = new float[examples.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = TensorPrimitives.Dot<float>(users.Row(examples[i].Cut), items.Row(candidates.PlaceOf(examples[i].Item)));
        }

        return scores;
    }
}
