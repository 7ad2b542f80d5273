using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Rivals;

/// <summary>Candidates numbered without gaps, and the bags of them that users are known for: what factor models learn from.</summary>
internal sealed class CandidateItems
{
    private readonly int[] _places;

    public CandidateItems(Questions questions)
    {
        Questions = questions;
        Items = [.. Enumerable.Range(0, questions.Candidates.Length).Where(item => questions.Candidates[item])];
        _places = new int[questions.Candidates.Length];
        _places.AsSpan().Fill(-1);
        for (int place = 0; place < Items.Length; place++)
        {
            _places[Items[place]] = place;
        }
    }

    public Questions Questions { get; }

    /// <summary>Gets the catalogue row of each place.</summary>
    public int[] Items { get; }

    public int Count => Items.Length;

    public int PlaceOf(int item) => _places[item];

    /// <summary>What a user is known for at a cut, oldest first, each place once.</summary>
    public int[] KnownAt(Cut cut) => [.. Questions.KnownItems(cut).Select(PlaceOf).Distinct()];

    /// <summary>What every user took up to the end of the fit, oldest first, each place once. Nothing later is read.</summary>
    public int[][] KnownAtFit() => [.. Enumerable.Range(0, Questions.Table.UserCount).Select(user => EventsAtFit(user).Distinct().ToArray())];

    private IEnumerable<int> EventsAtFit(int user)
    {
        Range range = Questions.Table.EventsOf(user);
        for (int i = range.Start.Value; i < range.End.Value && Questions.Table.TimesMs[i] <= Questions.Split.FitUntilMs; i++)
        {
            int item = Questions.Table.Items[i];
            if (item >= 0 && _places[item] >= 0)
            {
                yield return _places[item];
            }
        }
    }
}
