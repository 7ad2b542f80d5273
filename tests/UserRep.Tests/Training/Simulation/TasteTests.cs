using UserRep.Training.Datasets;
using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class TasteTests(Population population) : IClassFixture<Population>
{
    private const long MonthMs = 30 * TimeUnits.DayMs;
    private const int EnoughPlays = 8;

    [Fact]
    public void Tracks_played_together_share_a_genre_far_more_often_than_by_chance()
    {
        (EventRow First, EventRow Second)[] pairs = [.. population.Users.SelectMany(NeighboursInSession)];
        double chance = population.GenreShares(population.Users.SelectMany(Population.Plays)).Sum(share => share * share);

        double together = pairs.Count(pair => population.Genre[pair.First.Item] == population.Genre[pair.Second.Item]) / (double)pairs.Length;

        Assert.True(together > 5 * chance, $"together {together:F3}, by chance {chance:F3}");
    }

    [Fact]
    public void Later_listens_are_of_the_genres_of_earlier_ones_more_than_of_another_users()
    {
        double[][][] halves = [.. population.Users.Select(Population.Plays).Where(plays => plays.Length >= 4 * EnoughPlays).Select(Halves)];

        double own = halves.Average(user => Population.Cosine(user[0], user[1]));
        double others = halves.Zip(halves.Skip(1), (user, next) => Population.Cosine(user[0], next[1])).Average();

        Assert.True(own > 2 * others, $"own {own:F3}, another's {others:F3}");
    }

    [Fact]
    public void Tastes_drift_so_that_months_far_apart_differ_more_than_neighbouring_ones()
    {
        List<double> near = [];
        List<double> far = [];
        foreach (UserHistory user in population.Users)
        {
            (int Month, double[] Shares)[] months = [.. Months(user)];
            near.AddRange(months.Zip(months.Skip(1))
                .Where(pair => pair.Second.Month == pair.First.Month + 1)
                .Select(pair => Population.Cosine(pair.First.Shares, pair.Second.Shares)));
            if (months.Length > 1 && months[^1].Month - months[0].Month >= 6)
                far.Add(Population.Cosine(months[0].Shares, months[^1].Shares));
        }

        Assert.True(far.Count > 100, $"{far.Count} users with months far apart");
        Assert.True(near.Average() > far.Average() + 0.1, $"near {near.Average():F3}, far {far.Average():F3}");
    }

    [Fact]
    public void A_users_country_predicts_the_genre()
    {
        double[] everywhere = population.GenreShares(population.Users.SelectMany(Population.Plays));
        foreach (string country in (string[])["us", "de", "br", "in"])
        {
            CountryProfile profile = Countries.All.Single(other => other.Code == country);
            double[] here = population.GenreShares(population.Users.Where(user => user.Attributes[0] == country).SelectMany(Population.Plays));
            int favoured = GenreNumber(profile.Favours[0]);
            Assert.True(here[favoured] > 1.5 * everywhere[favoured], $"{country}: {here[favoured]:F3}, everywhere {everywhere[favoured]:F3}");
        }
    }

    [Fact]
    public void Onboarding_picks_tell_the_genres_of_later_listens()
    {
        UserHistory[] users = [.. population.Users.Where(user => user.Events.Span[0].Type == EventTypes.Onboard)];
        double[][] picks = [.. users.Select(user => population.GenreShares(user.Events.ToArray().Where(row => row.Type == EventTypes.Onboard)))];
        double[][] plays = [.. users.Select(user => population.GenreShares(Population.Plays(user).Take(EnoughPlays)))];

        double own = picks.Zip(plays, Population.Cosine).Average();
        double others = picks.Zip(plays.Skip(1), Population.Cosine).Average();

        Assert.True(own > 2 * others, $"own {own:F3}, another's {others:F3}");
    }

    private static IEnumerable<(EventRow First, EventRow Second)> NeighboursInSession(UserHistory user)
    {
        EventRow[] plays = Population.Plays(user);
        return plays.Zip(plays.Skip(1)).Where(pair =>
            pair.First.Item != pair.Second.Item && pair.Second.TimeMs - pair.First.TimeMs < 10 * TimeUnits.MinuteMs);
    }

    private double[][] Halves(EventRow[] plays) =>
        [population.GenreShares(plays.Take(plays.Length / 2)), population.GenreShares(plays.Skip(plays.Length / 2))];

    private IEnumerable<(int Month, double[] Shares)> Months(UserHistory user) =>
        Population.Plays(user)
            .GroupBy(row => (int)((row.TimeMs - population.Options.StartMs) / MonthMs))
            .Where(month => month.Count() >= EnoughPlays)
            .Select(month => (month.Key, population.GenreShares(month)));

    private int GenreNumber(string name) =>
        population.Genre[population.Items.Select((item, row) => (item, row)).First(pair => pair.item.Tags[0] == $"genre:{name}").row];
}
