using CsCheck;
using UserRep.Training.Evaluation.Protocol;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Protocol;

public sealed class QuestionTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    private static readonly ProtocolOptions Options = EvaluationSet.Options.Protocol;

    [Fact]
    public void Every_rule_holds_on_a_simulated_set()
    {
        Assert.All(Enum.GetValues<CutKind>(), kind => Assert.Contains(set.Questions.Cuts, cut => cut.Kind == kind && cut.Period == Period.Test));
        new AskedQuestions(set.Questions, Options).CheckAll();
    }

    [Fact]
    public void Every_rule_holds_where_times_tie() =>
        Gen.Int[0, 1_000_000].Sample(seed => new AskedQuestions(TiedHistories.Ask(seed), TiedHistories.Options).CheckAll(), iter: 60);

    [Fact]
    public void Histories_that_tie_raise_questions_of_every_kind()
    {
        CutKind[] asked = [.. Enumerable.Range(0, 10).SelectMany(seed => TiedHistories.Ask(seed).Cuts).Select(cut => cut.Kind).Distinct().Order()];

        Assert.Equal(Enum.GetValues<CutKind>(), asked);
    }

    [Fact]
    public void Periods_do_not_overlap()
    {
        TimeSplit split = set.Questions.Split;
        Gen.Select(Gen.Long[split.FitUntilMs - 9, split.EndMs + 9], Gen.Long[0, split.EndMs - split.FitUntilMs]).Sample((from, ahead) =>
        {
            long until = from + ahead;
            bool crosses = new[] { split.FitUntilMs, split.TestFromMs, split.CheckFromMs, split.EndMs }.Any(border => from <= border && border < until);
            bool outside = from <= split.FitUntilMs || from > split.EndMs || until > split.EndMs;
            return !(crosses || outside) == split.PeriodOf(from, until) is not null;
        });
    }

    [Fact]
    public void One_user_in_seven_validates_and_trains_nothing()
    {
        Cut[] cuts = [.. new CutFinder(set.Table, set.Questions.Split, Options).Find().Where(cut => cut.Period is Period.Train or Period.Validation)];
        int[] validating = [.. cuts.Where(cut => cut.Period == Period.Validation).Select(cut => cut.User).Distinct()];
        int[] training = [.. cuts.Where(cut => cut.Period == Period.Train).Select(cut => cut.User).Distinct()];

        Assert.Empty(validating.Intersect(training));
        Assert.InRange(validating.Length / (double)(validating.Length + training.Length), 0.09, 0.20);
    }

    [Fact]
    public void The_curve_asks_the_same_users_at_every_stage_and_about_picks_what_it_asks_about_history()
    {
        Cut[] found = [.. new CutFinder(set.Table, set.Questions.Split, Options).Find().Where(cut => cut.Kind == CutKind.Curve)];
        var stages = found.GroupBy(cut => (Events: cut.EventEnd - set.Table.EventsOf(cut.User).Start.Value, cut.Picks)).ToArray();

        Assert.True(stages.Length > 3);
        Assert.All(stages, stage => Assert.Equal(stages[0].Select(cut => cut.User).Order(), stage.Select(cut => cut.User).Order()));
        Assert.Contains(stages, stage => stage.Key == (Options.Picks, Options.Picks));
        ILookup<int, Example> examples = set.Questions.Examples.ToLookup(example => example.Cut);
        foreach (IGrouping<(int, long), int> both in Enumerable.Range(0, set.Questions.Cuts.Length)
            .Where(i => set.Questions.Cuts[i] is { Kind: CutKind.Curve } cut && cut.EventEnd - set.Table.EventsOf(cut.User).Start.Value == Options.Picks)
            .GroupBy(i => (set.Questions.Cuts[i].User, set.Questions.Cuts[i].AsOfMs)))
        {
            Assert.Equal(2, both.Count());
            Assert.Equal(examples[both.First()].Select(e => e.Item), examples[both.Last()].Select(e => e.Item));
        }
    }

    [Fact]
    public void No_kind_has_more_examples_in_a_period_than_allowed() => Assert.All(
        set.Questions.Examples.Where(e => set.Questions.KindOf(e) != CutKind.Curve).GroupBy(e => (set.Questions.KindOf(e), set.Questions.PeriodOf(e))),
        group => Assert.InRange(group.Count(), 1, Options.MaximumExamples));

    [Fact]
    public void Examples_of_a_cut_are_contiguous_and_no_cut_is_without()
    {
        int[] cuts = [.. set.Questions.Examples.Select(e => e.Cut)];

        Assert.Equal(cuts.Order(), cuts);
        Assert.Equal(Enumerable.Range(0, set.Questions.Cuts.Length), cuts.Distinct());
    }

    [Fact]
    public void The_same_seed_asks_the_same_and_another_asks_otherwise()
    {
        Questions again = Ask(Options);
        Questions other = Ask(new ProtocolOptions { MaximumExamples = Options.MaximumExamples, CurveUsers = Options.CurveUsers, FirstDayMs = Options.FirstDayMs, Seed = 2 });

        Assert.Equal(set.Questions.Cuts, again.Cuts);
        Assert.Equal(set.Questions.Examples, again.Examples);
        Assert.NotEqual(set.Questions.Examples, other.Examples);
    }

    private Questions Ask(ProtocolOptions options) => new QuestionWriter(set.Table, set.Questions.Split, set.Questions.Candidates, options)
        .Write(new CutFinder(set.Table, set.Questions.Split, options).Find());
}
