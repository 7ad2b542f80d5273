using System.Globalization;
using UserRep.Training.Datasets;
using UserRep.Training.Tastes;

namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>
/// Makes the questions of users at a moment. User rows know events at or before the moment and perhaps the profile. Questions named
/// <c>…Before</c> compare favourites of the same stretch, which a row may simply have copied; questions named <c>…After</c> compare favourites
/// of the events after the moment, which no row has seen, and are the ones to go by. A profile question is free of that only for rows
/// that were made without the profile.
/// </summary>
internal sealed class NeighbourQuestions(EventTable table, int[] users, long momentMs, NeighbourOptions options)
{
    /// <summary>All questions that enough users can be asked.</summary>
    public IReadOnlyList<NeighbourQuestion> Build()
    {
        // Names that differ in the case of their first letter only, such as the tags genre and Genre, would become one.
        HashSet<string> names = new(StringComparer.Ordinal);
        string Unique(string name) => names.Add(name) ? name : Unique(name + "_");
        return [.. All().Where(q => q.Users >= options.MinimumUsers).Select(q => q with { Name = Unique(q.Name) })];
    }

    private IEnumerable<NeighbourQuestion> All()
    {
        TasteKinds kinds = new(table, options.FavouriteItems, options.FavouriteTags);
        foreach ((string stretch, Func<int, Range> eventsOf) in new (string, Func<int, Range>)[] { ("Before", Before), ("After", After) })
        {
            for (int kind = 0; kind < kinds.Names.Count; kind++)
            {
                int[][] favourites = ForEach(user => kinds.Of(kind, eventsOf(user)));
                yield return new NeighbourQuestion($"favourite{Capital(kinds.Names[kind])}{stretch}", favourites);
            }
        }

        for (int a = 0; a < table.Info.Attributes.Count; a++)
        {
            yield return Profile(a);
        }

        yield return new NeighbourQuestion("onboardingPicks", ForEach(Picks));
    }

    private NeighbourQuestion Profile(int attribute)
    {
        Dictionary<string, int> groups = new(StringComparer.Ordinal);
        int[] GroupOf(int user)
        {
            string? value = table.Attributes[user].Count > attribute ? table.Attributes[user][attribute] : null;
            return string.IsNullOrEmpty(value) ? [] : [groups.TryGetValue(value, out int group) ? group : groups[value] = groups.Count];
        }

        return new NeighbourQuestion("profile" + Capital(table.Info.Attributes[attribute]), [.. users.Select(GroupOf)]);
    }

    private int[] Picks(int user)
    {
        Range known = Before(user);
        int end = Math.Min(known.End.Value, known.Start.Value + options.Picks);
        return [.. table.Items[known.Start..end].Where(item => item >= 0).Distinct()];
    }

    private Range Before(int user) => table.EventsOf(user).Start..table.EndAt(user, momentMs);

    private Range After(int user) => table.EndAt(user, momentMs)..table.EventsOf(user).End;

    private int[][] ForEach(Func<int, int[]> elementsOf)
    {
        int[][] sets = new int[users.Length][];
        Parallel.For(0, users.Length, row => sets[row] = elementsOf(users[row]));
        return sets;
    }

    private static string Capital(string name) => name.Length == 0 ? name : char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];
}
