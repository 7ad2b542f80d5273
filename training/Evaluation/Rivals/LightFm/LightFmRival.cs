using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Rivals.LightFm;

/// <summary>The hybrid of content and collaborative factors, under each of its losses.</summary>
internal static class LightFmRival
{
    public static Rival Create(int threads) => new(
        "lightfm",
        Setting(new LightFmOptions { Loss = LightFmLoss.Bpr }, threads),
        Setting(new LightFmOptions { Loss = LightFmLoss.Warp }, threads),
        Setting(new LightFmOptions { Loss = LightFmLoss.Logistic }, threads),
        Setting(new LightFmOptions { Loss = LightFmLoss.Logistic, LearningRate = 0.1f }, threads));

    private static RivalSetting Setting(LightFmOptions options, int threads) => new(
        $"loss={options.Loss} factors={options.Factors} rate={options.LearningRate} epochs={options.Epochs}",
        (context, seed, cancellation) => Score(context, options, threads, seed, cancellation));

    private static float[] Score(MethodContext context, LightFmOptions options, int threads, int seed, CancellationToken cancellation)
    {
        Questions questions = context.Questions;
        CandidateItems candidates = new(questions);
        LightFmModel model = new(new LightFmFeatures(candidates), options.Factors, seed);
        new LightFmTrainer(model, candidates.Count, options, seed).Train(candidates.KnownAtFit(), cancellation);
        UserMatrix users = FactorScores.UsersAtCuts(
            questions,
            model.Width,
            threads,
            (cut, rows) => model.User(questions.Cuts[cut].User, candidates.KnownAt(questions.Cuts[cut]), rows.Row(cut)));
        return FactorScores.Of(candidates, users, model.Items(candidates.Count));
    }
}
