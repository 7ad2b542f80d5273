using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Protocol;

/// <summary>What must hold for all questions, recomputed from the table by brute force.</summary>
internal sealed class AskedQuestions(Questions questions, ProtocolOptions options)
{
    private EventTable Table => questions.Table;

    public void CheckAll()
    {
        CutsLieBetweenDistinctTimes();
        NoLabelCrossesItsPeriod();
        PicksAreTheWholeStartOfANewUser();
        foreach (IGrouping<int, Example> asked in questions.Examples.GroupBy(e => e.Cut))
        {
            LabelsAreTrue(questions.Cuts[asked.Key], [.. asked]);
        }
    }

    public void CutsLieBetweenDistinctTimes() => Assert.All(questions.Cuts, cut =>
    {
        (int start, int end) = (Start(cut), Table.EventsOf(cut.User).End.Value);
        Assert.InRange(cut.EventEnd, start, end);
        Assert.True(cut.EventEnd == start || Table.TimesMs[cut.EventEnd - 1] <= cut.AsOfMs);
        Assert.True(cut.EventEnd == end || Table.TimesMs[cut.EventEnd] > cut.AsOfMs || IsBeforeAll(cut));
    });

    public void NoLabelCrossesItsPeriod() => Assert.All(questions.Cuts, cut =>
    {
        (long from, long until) = cut.Period switch
        {
            Period.Train or Period.Validation => (questions.Split.FitUntilMs, questions.Split.TestFromMs),
            Period.Test => (questions.Split.TestFromMs, questions.Split.CheckFromMs),
            _ => (questions.Split.CheckFromMs, questions.Split.EndMs),
        };
        Assert.InRange(cut.AsOfMs, from + 1, until);
        Assert.InRange(HorizonEnd(cut), cut.AsOfMs, until);
    });

    public void PicksAreTheWholeStartOfANewUser() => Assert.All(questions.Cuts, cut =>
    {
        bool isNew = cut.Kind == CutKind.ColdStart || (cut.Kind == CutKind.Curve && cut.Picks > 0);
        Assert.Equal(isNew ? cut.EventEnd - Start(cut) : 0, cut.Picks);
        Assert.True(!isNew || cut.Picks >= options.Picks);
    });

    /// <summary>Positives are new and taken in the time ahead, negatives neither known nor taken, all of them candidates with the popularity of the day before.</summary>
    public void LabelsAreTrue(Cut cut, Example[] asked)
    {
        HashSet<int> known = [.. Table.Items[Start(cut)..cut.EventEnd]];
        int[] ahead = [.. Enumerable.Range(cut.EventEnd, Table.EventsOf(cut.User).End.Value - cut.EventEnd).Where(i => Table.TimesMs[i] <= HorizonEnd(cut))];
        int[] positives = [.. asked.Where(e => e.IsPositive).Select(e => e.Item)];
        int[] negatives = [.. asked.Where(e => !e.IsPositive).Select(e => e.Item)];

        Assert.All(ahead, i => Assert.True(Table.TimesMs[i] > cut.AsOfMs || IsBeforeAll(cut)));
        Assert.All(positives, item => Assert.Contains(ahead, i => Table.Items[i] == item));
        Assert.All(negatives, item => Assert.DoesNotContain(ahead, i => Table.Items[i] == item));
        Assert.All(asked, e => Assert.True(questions.Candidates[e.Item] && !known.Contains(e.Item)));
        Assert.Distinct(positives);
        Assert.All(asked, e => PopularityIsOfTheDayBefore(cut, e));
        if (cut.Kind == CutKind.Curve)
        {
            Assert.Equal((1, options.CurveList - 1), (positives.Length, negatives.Distinct().Count()));
            Assert.True(asked[0].IsPositive);
            Assert.Equal(ahead.Select(i => Table.Items[i]).First(item => item >= 0 && questions.Candidates[item] && !known.Contains(item)), positives[0]);
        }
        else
        {
            Assert.Equal(positives.Length, negatives.Length);
            Assert.InRange(positives.Length, 1, options.PositivesPerCut);
        }
    }

    private void PopularityIsOfTheDayBefore(Cut cut, Example example)
    {
        long day = cut.AsOfMs / ProtocolOptions.DayMs * ProtocolOptions.DayMs;
        int[] before = [.. Enumerable.Range(0, Table.EventCount).Where(i => Table.Items[i] == example.Item && Table.TimesMs[i] < day)];
        int recent = before.Count(i => Table.TimesMs[i] >= day - (30 * ProtocolOptions.DayMs));
        Assert.Equal(MathF.Log(1 + before.Length), example.LogPopularity);
        Assert.Equal(MathF.Log(1 + recent), example.LogRecentPopularity);
    }

    // A curve begins before the first event, at its time: the profile is all that is known.
    private bool IsBeforeAll(Cut cut) => cut.Kind == CutKind.Curve && cut.EventEnd == Start(cut);

    private int Start(Cut cut) => Table.EventsOf(cut.User).Start.Value;

    private long HorizonEnd(Cut cut) => cut.Kind is CutKind.ColdStart or CutKind.Curve
        ? Table.TimesMs[Start(cut)] + options.FirstDayMs
        : cut.AsOfMs + options.HorizonMs;
}
