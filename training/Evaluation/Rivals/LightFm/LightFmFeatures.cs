using UserRep.Training.Datasets;

namespace UserRep.Training.Evaluation.Rivals.LightFm;

/// <summary>
/// Which rows of the two embedding tables describe an item and a user: an item by its id and tags, a user by profile values and the
/// items known. No user has a row of its own, so new users are described like all others.
/// </summary>
internal sealed class LightFmFeatures
{
    private readonly int[][] _tags;
    private readonly Dictionary<(int Attribute, string Value), int> _values = [];
    private readonly int[][] _profiles;

    public LightFmFeatures(CandidateItems candidates)
    {
        EventTable table = candidates.Questions.Table;
        string[] tags = [.. candidates.Items.SelectMany(item => table.Catalogue[item].Tags).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> rows = tags.Select((tag, i) => (tag, i)).ToDictionary(t => t.tag, t => candidates.Count + t.i);
        _tags = [.. candidates.Items.Select(item => table.Catalogue[item].Tags.Distinct().Select(tag => rows[tag]).ToArray())];
        ItemRows = candidates.Count + tags.Length;
        _profiles = [.. table.Attributes.Select(values => Profile(values, candidates.Count))];
        UserRows = candidates.Count + _values.Count;
    }

    /// <summary>Gets how many rows items need: ids, which are their places, then tags.</summary>
    public int ItemRows { get; }

    /// <summary>Gets how many rows users need: known items, which are their places, then profile values.</summary>
    public int UserRows { get; }

    public int[] TagsOf(int place) => _tags[place];

    public int[] ProfileOf(int user) => _profiles[user];

    private int[] Profile(IReadOnlyList<string?> values, int firstRow)
    {
        List<int> rows = [];
        for (int attribute = 0; attribute < values.Count; attribute++)
        {
            if (values[attribute] is { } value)
            {
                if (!_values.TryGetValue((attribute, value), out int number))
                {
                    _values.Add((attribute, value), number = _values.Count);
                }

                rows.Add(firstRow + number);
            }
        }

        return [.. rows];
    }
}
