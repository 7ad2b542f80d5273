using UserRep.Training.Datasets;

namespace UserRep.Training.Tastes;

/// <summary>
/// The tags of a catalogue by prefix: <c>genre:Drama</c> is tag Drama of prefix genre, a tag without colon has the prefix <c>tag</c>. Of
/// many prefixes those on most tags are kept: where colons mean something else, there may be as many prefixes as tags.
/// </summary>
internal sealed class TagIndex
{
    public const int MostPrefixes = 8;

    private const string NoPrefix = "tag";

    private readonly Dictionary<string, List<int>[]> _byPrefix;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public TagIndex(ItemCatalogue catalogue)
    {
        _byPrefix = Largest(catalogue).ToDictionary(prefix => prefix, _ => new List<int>[catalogue.Count], StringComparer.Ordinal);
        for (int item = 0; item < catalogue.Count; item++)
        {
            foreach (string tag in catalogue[item].Tags)
            {
                Add(item, tag);
            }
        }
    }

    public IEnumerable<string> Prefixes => _byPrefix.Keys.Order(StringComparer.Ordinal);

    /// <summary>The tags of an item under a prefix, by number.</summary>
    public IReadOnlyList<int> TagsOf(string prefix, int item) => (IReadOnlyList<int>?)_byPrefix[prefix][item] ?? [];

    /// <summary>A tag's name without its prefix.</summary>
    public string NameOf(int tag) => _names[tag];

    private static IEnumerable<string> Largest(ItemCatalogue catalogue) => catalogue.Items
        .SelectMany(item => item.Tags)
        .CountBy(PrefixOf, StringComparer.Ordinal)
        .OrderByDescending(count => count.Value)
        .ThenBy(count => count.Key, StringComparer.Ordinal)
        .Take(MostPrefixes)
        .Select(count => count.Key);

    private static string PrefixOf(string tag) => tag.IndexOf(':', StringComparison.Ordinal) is var colon && colon > 0 ? tag[..colon] : NoPrefix;

    private void Add(int item, string tag)
    {
        if (!_byPrefix.TryGetValue(PrefixOf(tag), out List<int>[]? tags))
        {
            return;
        }

        if (!_numbers.TryGetValue(tag, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(tag, number);
            _names.Add(tag[(tag.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        }

        (tags[item] ??= []).Add(number);
    }
}
