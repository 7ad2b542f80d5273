using System.Collections.Concurrent;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Rivals;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.ItemVectors;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Rivals;

public sealed class RivalTests
{
    private static readonly Lazy<EventTable> Blocks = new(() => BlockTastes.Table());
    private static readonly Lazy<MethodContext> Context = new(() => BlockTastes.Context(Blocks.Value));

    private static readonly ConcurrentDictionary<string, (IMethod Rival, IReadOnlyList<TriedSetting> Tried)> TunedByName = new();

    public static TheoryData<string> Trained => ["mf", "lightfm", "dlrm", "multvae"];

    [Fact]
    public void Every_rival_has_a_name_of_its_own() => Assert.Equal(
        ["popularity", "cosine", "mf", "lightfm", "dlrm", "multvae"], RivalSet.All(threads: 1).Select(m => m.Name));

    [Fact]
    public void A_rival_with_several_settings_refuses_to_answer_before_tuning() =>
        Assert.Throws<InvalidOperationException>(() => Named("mf").Score(Context.Value, 1, CancellationToken.None));

    [Theory]
    [MemberData(nameof(Trained))]
    public void Every_trained_rival_finds_blocks_of_taste_that_popularity_cannot(string name)
    {
        (IMethod rival, IReadOnlyList<TriedSetting> tried) = Tuned(name);
        Assert.InRange(tried.Count, 1, Rival.MaximumSettings);
        Assert.All(tried, t => Assert.InRange(t.ValidationAuc, 0.6, 1));
        float[] scores = rival.Score(Context.Value, 2, CancellationToken.None);
        float[] popularity = [.. Context.Value.Questions.Examples.Select(e => e.LogPopularity)];
        Assert.All([CutKind.Live, CutKind.Weekly], kind => Assert.True(Auc(kind, scores) > Auc(kind, popularity) + 0.15, $"{kind}: {Auc(kind, scores)}"));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_same_seed_gives_the_same_scores_and_later_labels_change_none(string name)
    {
        MethodContext context = Context.Value;
        Questions flipped = context.Questions with { Examples = [.. context.Questions.Examples.Select(e => Flip(context.Questions, e))] };
        (IMethod rival, _) = Tuned(name);
        Assert.Equal(
            rival.Score(context, 3, CancellationToken.None),
            rival.Score(BlockTastes.Over(flipped, context.Vectors), 3, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void Somebody_without_any_event_yet_is_answered_for(string name)
    {
        Questions questions = Context.Value.Questions;
        int user = Blocks.Value.UserCount - 1;
        int start = Blocks.Value.EventsOf(user).Start.Value;
        Cut nobodyYet = new(user, Blocks.Value.TimesMs[start], start, 0, CutKind.Live, Period.Test);
        Questions more = questions with
        {
            Cuts = [.. questions.Cuts, nobodyYet],
            Examples = [.. questions.Examples, questions.Examples[0] with { Cut = questions.Cuts.Length }],
        };
        Assert.True(float.IsFinite(Tuned(name).Rival.Score(BlockTastes.Over(more, Context.Value.Vectors), 1, CancellationToken.None)[^1]));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void Events_after_the_last_cut_of_a_user_change_no_score(string name)
    {
        MethodContext context = Context.Value;
        int[] known = LastKnown(context.Questions);
        EventTable cut = BlockTastes.Table((user, e) => e.TimeMs <= BlockTastes.Split.FitUntilMs || e.TimeMs <= TimeOf(context.Questions, known[user]));
        MethodContext without = Renumbered(context, cut);
        (IMethod rival, _) = Tuned(name);
        Assert.True(cut.EventCount < Blocks.Value.EventCount);
        Assert.Equal(rival.Score(context, 1, CancellationToken.None), rival.Score(without, 1, CancellationToken.None));
    }

    private static IMethod Named(string name) => RivalSet.All(threads: 1).Single(m => m.Name == name);

    // Tuned once for all tests: tuning is most of the work, and what is tuned keeps nothing but its choice.
    private static (IMethod Rival, IReadOnlyList<TriedSetting> Tried) Tuned(string name) => TunedByName.GetOrAdd(name, _ =>
    {
        IMethod rival = Named(name);
        return (rival, rival.Tune(Context.Value, NoProgress.Instance, CancellationToken.None));
    });

    private static double Auc(CutKind kind, float[] scores) => TaskAuc.Of(Context.Value.Questions, kind, Period.Test, scores);

    private static Example Flip(Questions questions, Example example) =>
        questions.PeriodOf(example) is Period.Test or Period.Check ? example with { IsPositive = !example.IsPositive } : example;

    // The last event that any cut of a user knows, -1 without cuts.
    private static int[] LastKnown(Questions questions)
    {
        int[] last = new int[questions.Table.UserCount];
        last.AsSpan().Fill(-1);
        foreach (Cut cut in questions.Cuts)
        {
            last[cut.User] = Math.Max(last[cut.User], cut.EventEnd - 1);
        }

        return last;
    }

    private static long TimeOf(Questions questions, int index) => index < 0 ? long.MinValue : questions.Table.TimesMs[index];

    /// <summary>The same questions over a table without the later events, and item vectors learned anew from it.</summary>
    private static MethodContext Renumbered(MethodContext context, EventTable table)
    {
        Questions before = context.Questions;
        Cut[] cuts = [.. before.Cuts.Select(c => c with
        {
            EventEnd = c.EventEnd - before.Table.EventsOf(c.User).Start.Value + table.EventsOf(c.User).Start.Value,
        })];
        ItemVectorOptions options = new() { UntilMs = BlockTastes.Split.FitUntilMs, Dimension = 8 };
        ItemVectorSet vectors = new([CollaborativeVectors.Learn("history", table, sittings: false, options)!]);
        return BlockTastes.Over(before with { Table = table, Cuts = cuts }, vectors);
    }
}
