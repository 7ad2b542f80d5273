using UserRep.Tests.Training.Evaluation;
using UserRep.Training.Compatibility;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Statistics;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class TwinQuestionsTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    private TwinQuestions Twins => new(set.Questions, cut => cut is { Kind: CutKind.Live, Period: Period.Test });

    [Fact]
    public void Cuts_that_stand_twice_are_asked_the_same_twice()
    {
        TwinQuestions twins = Twins;
        int cuts = set.Questions.Cuts.Length;
        int[] live = TaskAuc.ExamplesOf(set.Questions, CutKind.Live, Period.Test);

        Assert.NotEmpty(live);
        Assert.Equal(live.Length, twins.Answers);
        Assert.Equal(set.Questions.Cuts, twins.All.Cuts[..cuts]);
        Assert.Equal(twins.Twins, twins.All.Cuts[cuts..]);
        Assert.Equal(
            live.Select(i => (set.Questions.Cuts[set.Questions.Examples[i].Cut], set.Questions.Examples[i] with { Cut = 0 })),
            twins.All.Examples[set.Questions.Examples.Length..].Select(example => (twins.All.Cuts[example.Cut], example with { Cut = 0 })));
        Assert.All(twins.All.Examples[set.Questions.Examples.Length..], example => Assert.True(example.Cut >= cuts));
    }

    [Fact]
    public void Each_copy_is_judged_by_its_own_answers()
    {
        TwinQuestions twins = Twins;
        int asked = set.Questions.Examples.Length;
        float[] scores = [.. twins.All.Examples.Index().Select(e => e.Item.IsPositive == e.Index < asked ? 1f : 0f)];

        Assert.Equal(1, twins.FirstAuc(scores));
        Assert.Equal(0, twins.SecondAuc(scores));
    }

    [Fact]
    public void The_first_copies_are_judged_as_the_task_is()
    {
        Random random = new(1);
        float[] scores = [.. Twins.All.Examples.Select(_ => random.NextSingle())];

        Assert.Equal(TaskAuc.Of(set.Questions, CutKind.Live, Period.Test, scores[..set.Questions.Examples.Length]), Twins.FirstAuc(scores));
    }
}
