using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Compatibility;

/// <summary>
/// Questions in which some cuts stand twice, so that one head answers them on two vectors of the same user without knowing which is which.
/// </summary>
internal sealed class TwinQuestions
{
    private readonly int[] _answers;
    private readonly int _asked;

    /// <param name="asked">The questions; examples of one cut are contiguous.</param>
    /// <param name="isTwin">Whether a cut is to stand twice.</param>
    public TwinQuestions(Questions asked, Func<Cut, bool> isTwin)
    {
        int[] twins = [.. Enumerable.Range(0, asked.Cuts.Length).Where(cut => isTwin(asked.Cuts[cut]))];
        Dictionary<int, int> places = twins.Index().ToDictionary(twin => twin.Item, twin => asked.Cuts.Length + twin.Index);
        _asked = asked.Examples.Length;
        _answers = [.. Enumerable.Range(0, _asked).Where(example => places.ContainsKey(asked.Examples[example].Cut))];
        Twins = [.. twins.Select(cut => asked.Cuts[cut])];
        All = asked with
        {
            Cuts = [.. asked.Cuts, .. Twins],
            Examples = [.. asked.Examples, .. _answers.Select(example => asked.Examples[example] with { Cut = places[asked.Examples[example].Cut] })],
        };
    }

    /// <summary>Gets the questions, the second copies of cuts and examples after all others.</summary>
    public Questions All { get; }

    /// <summary>Gets the cuts that stand twice, in the order of their second copies.</summary>
    public Cut[] Twins { get; }

    /// <summary>Gets how many answers are given twice.</summary>
    public int Answers => _answers.Length;

    /// <summary>The area under the ROC curve of the first copies.</summary>
    public double FirstAuc(float[] scores) => Auc(_answers, scores);

    /// <summary>The area under the ROC curve of the second copies.</summary>
    public double SecondAuc(float[] scores) => Auc([.. Enumerable.Range(_asked, _answers.Length)], scores);

    private double Auc(int[] examples, float[] scores)
    {
        int[] once = new int[All.Table.UserCount];
        once.AsSpan().Fill(1);
        return TaskAuc.Rank(All, examples, scores).Auc(once);
    }
}
