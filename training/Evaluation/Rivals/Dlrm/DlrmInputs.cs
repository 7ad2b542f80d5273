using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Rivals.Dlrm;

/// <summary>What the model is told of an example: known items, profile values as table rows, and dense features.</summary>
internal sealed class DlrmInputs
{
    public const int DenseWidth = 5;

    private readonly int[][] _known;
    private readonly int[][] _profiles;
    private readonly Range[] _examples;

    public DlrmInputs(MethodContext context)
    {
        Questions = context.Questions;
        Candidates = new CandidateItems(Questions);
        _known = [.. Questions.Cuts.Select(Candidates.KnownAt)];
        Dictionary<(int, string), int> values = [];
        _profiles = [.. Questions.Table.Attributes.Select(a => Profile(a, values))];
        (Attributes, ProfileRows) = (Questions.Table.Info.Attributes.Count, values.Count);
        _examples = Ranges(Questions);
    }

    public Questions Questions { get; }

    public CandidateItems Candidates { get; }

    public int Attributes { get; }

    public int ProfileRows { get; }

    public int MaximumExamples => _examples.Max(r => r.End.Value - r.Start.Value);

    /// <summary>All known places of a cut, oldest first.</summary>
    public ReadOnlySpan<int> Known(int cut) => _known[cut];

    /// <summary>A user's table row per attribute, -1 where it is missing.</summary>
    public ReadOnlySpan<int> Profile(int user) => _profiles[user];

    public Range ExamplesOf(int cut) => _examples[cut];

    /// <summary>Sizes of the history, popularity of the item, time since the last event; logarithms, brought near one.</summary>
    public void Dense(in Example example, Span<float> target)
    {
        Cut cut = Questions.Cuts[example.Cut];
        int start = Questions.Table.EventsOf(cut.User).Start.Value;
        long first = Questions.Table.TimesMs[start];

        // Of somebody with no event yet, the event before the cut would be another user's.
        long last = cut.EventEnd > start ? Questions.Table.TimesMs[cut.EventEnd - 1] : cut.AsOfMs;
        target[0] = MathF.Log(1 + _known[example.Cut].Length) / 3;
        target[1] = example.LogPopularity / 3;
        target[2] = example.LogRecentPopularity / 3;
        target[3] = Days(cut.AsOfMs - last);
        target[4] = Days(cut.AsOfMs - first);
    }

    private static float Days(long ms) => MathF.Log(1 + ((float)ms / ProtocolOptions.DayMs)) / 3;

    private static int[] Profile(IReadOnlyList<string?> attributes, Dictionary<(int, string), int> values)
    {
        int[] rows = new int[attributes.Count];
        for (int a = 0; a < rows.Length; a++)
        {
            rows[a] = -1;
            if (attributes[a] is { } value && !values.TryGetValue((a, value), out rows[a]))
            {
                values.Add((a, value), rows[a] = values.Count);
            }
        }

        return rows;
    }

    private static Range[] Ranges(Questions questions)
    {
        Range[] ranges = new Range[questions.Cuts.Length];
        for (int i = 0, start = 0; i < questions.Examples.Length; i++)
        {
            if (i + 1 == questions.Examples.Length || questions.Examples[i + 1].Cut != questions.Examples[i].Cut)
            {
                ranges[questions.Examples[i].Cut] = start..(i + 1);
                start = i + 1;
            }
        }

        return ranges;
    }
}
