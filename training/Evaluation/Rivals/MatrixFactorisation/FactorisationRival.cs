using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Rivals.MatrixFactorisation;

/// <summary>
/// Matrix factorisation with users folded in at the cut. Frozen factors could not score new users and would be a straw man.
/// </summary>
internal static class FactorisationRival
{
    public static Rival Create(int threads)
    {
        AlsOptions light = new() { Threads = threads, Regularisation = 30 };
        AlsOptions heavy = new() { Threads = threads, Regularisation = 100 };
        BprOptions ranking = new();
        return new Rival(
            "mf",
            new RivalSetting(Describe(light) + ", inner product", (c, seed, stop) => Inner(c, light, seed, stop)),
            new RivalSetting(Describe(heavy) + ", inner product", (c, seed, stop) => Inner(c, heavy, seed, stop)),
            new RivalSetting(
                $"BPR factors={ranking.Factors} epochs={ranking.Epochs}, inner product", (c, seed, stop) => Ranked(c, ranking, threads, seed, stop)),
            new RivalSetting(Describe(light) + ", downstream head", (c, seed, stop) => Head(c, light, seed, stop)));
    }

    private static string Describe(AlsOptions o) => $"iALS factors={o.Factors} alpha={o.Alpha} lambda={o.Regularisation}";

    private static float[] Inner(MethodContext context, AlsOptions options, int seed, CancellationToken cancellation)
    {
        CandidateItems candidates = new(context.Questions);
        (UserMatrix users, ImplicitAls factors) = FoldedIn(candidates, options, seed, cancellation);
        return FactorScores.Of(candidates, users, factors.Items);
    }

    private static float[] Head(MethodContext context, AlsOptions options, int seed, CancellationToken cancellation)
    {
        (UserMatrix users, _) = FoldedIn(new CandidateItems(context.Questions), options, seed, cancellation);
        HeadInputs inputs = new(context.Questions, users, context.Items);
        HeadOptions head = new() { Threads = options.Threads };
        return new DownstreamHead(inputs, ProjectionStart.Fit(inputs, context.Average, head.Ridge), head, seed).TrainAndScore(cancellation);
    }

    private static (UserMatrix Users, ImplicitAls Factors) FoldedIn(
        CandidateItems candidates, AlsOptions options, int seed, CancellationToken cancellation)
    {
        ImplicitAls factors = ImplicitAls.Learn(candidates.KnownAtFit(), candidates.Count, options, seed, cancellation);
        AlsSolver solver = new(factors.Items, options);
        Questions questions = candidates.Questions;
        UserMatrix users = FactorScores.UsersAtCuts(
            questions, options.Factors, options.Threads, (cut, rows) => solver.Solve(candidates.KnownAt(questions.Cuts[cut]), rows.Row(cut)));
        return (users, factors);
    }

    private static float[] Ranked(MethodContext context, BprOptions options, int threads, int seed, CancellationToken cancellation)
    {
        CandidateItems candidates = new(context.Questions);
        Questions questions = context.Questions;
        BprFactors factors = BprFactors.Learn(candidates.KnownAtFit(), candidates.Count, options, seed, cancellation);
        UserMatrix users = FactorScores.UsersAtCuts(
            questions,
            options.Factors + 1,
            threads,
            (cut, rows) => factors.FoldIn(candidates.KnownAt(questions.Cuts[cut]), FoldInSeed(seed, questions.Cuts[cut]), rows.Row(cut)));
        return FactorScores.Of(candidates, users, factors.Items);
    }

    // Of the cut itself and not of its number, which depends on what other users do later.
    private static int FoldInSeed(int seed, in Cut cut) => HashCodes.Of(seed, cut.User, cut.AsOfMs);
}
