using UserRep.Training.Datasets;

namespace UserRep.Training.Tastes;

/// <summary>The tags of a catalogue by prefix: <c>genre:Drama</c> is tag Drama of prefix genre, a tag without colon has the prefix <c>tag</c>.</summary>
internal sealed class TagIndex
{
    private const string NoPrefix = "tag";

    private readonly Dictionary<string, List<int>[]> _byPrefix = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public TagIndex(ItemCatalogue catalogue)
    {
        for (int item = 0; item < catalogue.Count; item++)
        {
            foreach (string tag in catalogue[item].Tags)
            {
                Add(item, tag, catalogue.Count);
            }
        }
    }

    public IEnumerable<string> Prefixes => _byPrefix.Keys.Order(StringComparer.Ordinal);

    /// <summary>The tags of an item under a prefix, by number.</summary>
    public IReadOnlyList<int> TagsOf(string prefix, int item) => (IReadOnlyList<int>?)_byPrefix[prefix][item] ?? [];

    /// <summary>A tag's name without its prefix.</summary>
    public string NameOf(int tag) => _names[tag];

    private void Add(int item, string tag, int items)
    {
        int colon = tag.IndexOf(':', StringComparison.Ordinal);
        string prefix = colon > 0 ? tag[..colon] : NoPrefix;
        if (!_numbers.TryGetValue(tag, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(tag, number);
            _names.Add(tag[(colon + 1)..]);
        }

        if (!_byPrefix.TryGetValue(prefix, out List<int>[]? tags))
        {
            _byPrefix.Add(prefix, tags = new List<int>[items]);
        }

        (tags[item] ??= []).Add(number);
    }
}
