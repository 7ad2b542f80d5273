using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.Evaluation.UserFeatures;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Heads;

public sealed class HeadTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    private static readonly HeadOptions Options = EvaluationSet.Options.Head;

    private UserMatrix Average => set.Data.Context.Average;

    [Fact]
    public void Labels_of_test_and_check_change_no_score()
    {
        float[] scores = Score(set.Questions);

        Assert.Equal(scores, Score(Flipped(Period.Test, Period.Check)));
        Assert.NotEqual(scores, Score(Flipped(Period.Train)));
    }

    [Fact]
    public void The_start_of_the_projection_knows_no_label() =>
        Assert.Equal(Start(set.Questions), Start(Flipped(Enum.GetValues<Period>())));

    [Fact]
    public void The_start_of_the_projection_knows_only_users_of_the_training_period()
    {
        UserMatrix changed = Average with { Values = [.. Average.Values] };
        foreach ((int row, Cut cut) in set.Questions.Cuts.Index().Where(c => c.Item.Period != Period.Train))
        {
            changed.Row(row).Fill(1);
        }

        Assert.Equal(Start(set.Questions), ProjectionStart.Fit(Inputs(set.Questions, changed), changed, Options.Ridge));
    }

    [Fact]
    public void Before_training_a_user_is_compared_with_items_as_the_cosine_would()
    {
        HeadInputs inputs = Inputs(set.Questions, Average);
        float[] projection = Start(set.Questions);
        int[] live = TaskAuc.ExamplesOf(set.Questions, CutKind.Live, Period.Test);
        float[] scores = new float[set.Questions.Examples.Length];
        foreach (int example in live)
        {
            scores[example] = Product(inputs, projection, set.Questions.Examples[example]);
        }

        Assert.True(TaskAuc.Of(set.Questions, CutKind.Live, Period.Test, scores) > 0.55);
    }

    [Fact]
    public void The_size_of_a_method_s_numbers_does_not_count()
    {
        UserMatrix larger = Average with { Values = [.. Average.Values.Select(v => 64 * v)] };
        (float[] expected, float[] actual) = (new float[Average.Width], new float[Average.Width]);
        Inputs(set.Questions, Average).User(5, expected);
        Inputs(set.Questions, larger).User(5, actual);

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_trained_head_answers_alike_later_and_tells_other_users_by_their_vectors()
    {
        HeadInputs inputs = Inputs(set.Questions, Average);
        int[] live = TaskAuc.ExamplesOf(set.Questions, CutKind.Live, Period.Test);
        using HeadScorer head = new DownstreamHead(inputs, Start(set.Questions), Options, seed: 1).Train(TestContext.Current.CancellationToken);
        float[] scores = Score(set.Questions);
        float[] expected = [.. live.Select(example => scores[example])];

        // Many at once may differ from one by one in the last bits.
        HeadInputs later = inputs.With(Average with { Values = [.. Average.Values] });
        Assert.All(expected.Zip(live), answer => Assert.Equal(answer.First, Assert.Single(head.Score(later, [answer.Second])), 1e-4f));
        Assert.NotEqual(expected, head.Score(inputs.With(UserMatrix.Create("nobody", Average.Rows, Average.Width)), live));
    }

    [Fact]
    public void Users_who_come_later_have_the_scale_of_those_it_learned_from()
    {
        UserMatrix larger = Average with { Values = [.. Average.Values.Select(v => 64 * v)] };
        (float[] expected, float[] actual) = (new float[Average.Width], new float[Average.Width]);
        Inputs(set.Questions, Average).User(5, expected);
        Inputs(set.Questions, Average).With(larger).User(5, actual);

        Assert.Equal(expected.Select(v => 64 * v), actual);
    }

    private static float Product(HeadInputs inputs, float[] projection, Example example)
    {
        float[] user = new float[inputs.Users.Width];
        inputs.User(example.Cut, user);
        ReadOnlySpan<float> item = inputs.Items.Row(example.Item);
        float sum = 0;
        for (int i = 0; i < item.Length; i++)
        {
            for (int u = 0; u < user.Length; u++)
            {
                sum += item[i] * projection[(i * user.Length) + u] * user[u];
            }
        }

        return sum;
    }

    private float[] Score(Questions questions) =>
        new DownstreamHead(Inputs(questions, Average), Start(questions), Options, seed: 1).TrainAndScore(TestContext.Current.CancellationToken);

    private float[] Start(Questions questions) => ProjectionStart.Fit(Inputs(questions, Average), Average, Options.Ridge);

    private HeadInputs Inputs(Questions questions, UserMatrix users) => new(questions, users, set.Data.Context.Items);

    private Questions Flipped(params Period[] periods) => set.Questions with
    {
        Examples = [.. set.Questions.Examples.Select(e => periods.Contains(set.Questions.PeriodOf(e)) ? e with { IsPositive = !e.IsPositive } : e)],
    };
}
