using UserRep.Training.Datasets;

namespace UserRep.Training.Evaluation.Protocol;

/// <summary>
/// Turns cuts into examples: at most so many new items of the time ahead, each with one item drawn by popularity that the user
/// neither knew nor took. The only place that reads what comes after a cut.
/// </summary>
internal sealed class QuestionWriter(EventTable table, TimeSplit split, bool[] candidates, ProtocolOptions options)
{
    private const int NegativeTries = 100;

    private readonly PopularityClock _popularity = new(table, candidates, options.NegativePower);
    private readonly HashSet<int> _known = [];
    private readonly List<int> _ahead = [];

    public Questions Write(IEnumerable<Cut> cuts)
    {
        List<(Cut Cut, Example[] Examples)> asked = [];
        foreach (Cut cut in cuts.OrderBy(c => c.AsOfMs).ThenBy(c => c.User).ThenBy(c => c.Kind))
        {
            Random random = new(HashCodes.Of(options.Seed, cut.User, cut.AsOfMs, (long)cut.Kind));
            Example[] examples = [.. Ask(cut, random)];
            if (examples.Length > 0)
            {
                asked.Add((cut, examples));
            }
        }

        return Number(Limit(asked));
    }

    private IEnumerable<Example> Ask(Cut cut, Random random)
    {
        _popularity.MoveTo(cut.AsOfMs);
        Read(cut);
        if (cut.Kind == CutKind.Curve)
        {
            foreach (Example example in AskForNext(random))
            {
                yield return example;
            }

            yield break;
        }

        foreach (int item in Draw(_ahead, options.PositivesPerCut, random))
        {
            int negative = DrawNegative(random);
            if (negative >= 0)
            {
                yield return About(item, isPositive: true);
                yield return About(negative, isPositive: false);
            }
        }
    }

    /// <summary>The next new item, and then others: a whole list or nothing.</summary>
    private Example[] AskForNext(Random random)
    {
        if (_ahead.Count == 0)
        {
            return [];
        }

        HashSet<int> others = [];
        for (int i = 0; i < NegativeTries * options.CurveList && others.Count < options.CurveList - 1; i++)
        {
            int item = DrawNegative(random);
            if (item >= 0)
            {
                others.Add(item);
            }
        }

        return others.Count < options.CurveList - 1
            ? []
            : [About(_ahead[0], isPositive: true), .. others.Select(item => About(item, isPositive: false))];
    }

    private void Read(Cut cut)
    {
        Range range = table.EventsOf(cut.User);
        _known.Clear();
        _ahead.Clear();
        for (int i = range.Start.Value; i < cut.EventEnd; i++)
        {
            _known.Add(table.Items[i]);
        }

        long until = HorizonEnd(cut, range.Start.Value);
        for (int i = cut.EventEnd; i < range.End.Value && table.TimesMs[i] <= until; i++)
        {
            int item = table.Items[i];
            if (item >= 0 && candidates[item] && !_known.Contains(item) && !_ahead.Contains(item))
            {
                _ahead.Add(item);
            }
        }
    }

    private long HorizonEnd(Cut cut, int start) => cut.Kind is CutKind.ColdStart or CutKind.Curve
        ? table.TimesMs[start] + options.FirstDayMs
        : cut.AsOfMs + options.HorizonMs;

    private int DrawNegative(Random random)
    {
        for (int i = 0; i < NegativeTries; i++)
        {
            int item = _popularity.Sample(random);
            if (item < 0 || (!_known.Contains(item) && !_ahead.Contains(item)))
            {
                return item;
            }
        }

        return -1;
    }

    private Example About(int item, bool isPositive) =>
        new(-1, item, isPositive, _popularity.LogCount(item), _popularity.LogRecentCount(item));

    private static int[] Draw(List<int> items, int count, Random random)
    {
        int[] drawn = [.. items];
        random.Shuffle(drawn);
        return drawn.Length <= count ? drawn : drawn[..count];
    }

    /// <summary>Drops whole cuts at random where a kind has too many examples in a period.</summary>
    private IEnumerable<(Cut Cut, Example[] Examples)> Limit(List<(Cut Cut, Example[] Examples)> asked)
    {
        HashSet<int> kept = [];
        foreach (var group in asked.Select((a, i) => (a, i)).GroupBy(x => (x.a.Cut.Kind, x.a.Cut.Period)))
        {
            int[] order = [.. group.Select(x => x.i)];
            new Random(options.Seed).Shuffle(order);
            int examples = 0;
            kept.UnionWith(group.Key.Kind == CutKind.Curve ? order : order.TakeWhile(i => (examples += asked[i].Examples.Length) <= options.MaximumExamples));
        }

        return asked.Where((_, i) => kept.Contains(i));
    }

    private Questions Number(IEnumerable<(Cut Cut, Example[] Examples)> asked)
    {
        List<Cut> cuts = [];
        List<Example> examples = [];
        foreach ((Cut cut, Example[] ofCut) in asked)
        {
            examples.AddRange(ofCut.Select(e => e with { Cut = cuts.Count }));
            cuts.Add(cut);
        }

        return new Questions(table, split, candidates, [.. cuts], [.. examples]);
    }
}
