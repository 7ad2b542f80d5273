using UserRep.Training.Datasets;
using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class PopulationTests(Population population) : IClassFixture<Population>
{
    [Fact]
    public void Users_have_the_mean_of_events_that_was_asked_for()
    {
        double mean = population.Users.Average(user => user.Events.Length);

        Assert.Equal(population.Options.MeanEventsPerUser, mean, population.Options.MeanEventsPerUser * 0.1);
    }

    [Fact]
    public void Between_30_and_50_per_cent_of_users_have_onboarding_picks() =>
        Assert.InRange(Share(user => user.Events.Span[0].Type == EventTypes.Onboard), 0.3, 0.5);

    [Fact]
    public void Some_users_signed_up_before_the_span() =>
        Assert.InRange(Share(user => user.KnownSinceMs < population.Options.StartMs), 0.2, 0.4);

    [Fact]
    public void Some_attributes_are_missing()
    {
        Assert.InRange(Share(user => user.Attributes[0] is null), 0.02, 0.1);
        Assert.InRange(Share(user => user.Attributes[1] is null), 0.1, 0.2);
    }

    [Fact]
    public void Some_busy_users_are_away_for_more_than_two_months_and_return() => Assert.InRange(Share(IsAwayAndReturns), 0.05, 0.5);

    [Fact]
    public void Popularity_has_a_heavy_tail()
    {
        int[] plays = new int[population.Items.Count];
        foreach (EventRow row in population.Users.SelectMany(Population.Plays))
            plays[row.Item]++;
        Array.Sort(plays, (a, b) => b.CompareTo(a));
        double all = plays.Sum();

        Assert.InRange(plays.Take(plays.Length / 10).Sum() / all, 0.4, 0.8);
        Assert.InRange(plays.Skip(plays.Length / 2).Sum() / all, 0.01, 0.2);
    }

    [Fact]
    public void New_tracks_keep_appearing()
    {
        Dictionary<int, long> firstPlay = [];
        foreach (EventRow row in population.Users.SelectMany(Population.Plays))
            firstPlay[row.Item] = Math.Min(row.TimeMs, firstPlay.GetValueOrDefault(row.Item, long.MaxValue));
        long middle = (population.Options.StartMs + population.Options.EndMs) / 2;

        Assert.InRange(firstPlay.Values.Count(time => time > middle) / (double)firstPlay.Count, 0.05, 0.3);
    }

    [Fact]
    public void Everybody_repeats_and_likes_and_skips_in_believable_shares()
    {
        EventRow[][] users = [.. population.Users.Select(Population.Plays)];
        double plays = users.Sum(user => user.Length);
        double repeats = users.Sum(user => user.Length - user.Select(row => row.Item).Distinct().Count());

        Assert.InRange(repeats / plays, 0.25, 0.6);
        Assert.InRange(users.Sum(user => user.Count(row => row.Type == EventTypes.Skip)) / plays, 0.05, 0.25);
        Assert.InRange(population.Users.Sum(user => user.Events.ToArray().Count(row => row.Type == EventTypes.Like)) / plays, 0.03, 0.2);
    }

    private static bool IsAwayAndReturns(UserHistory user)
    {
        const int Busy = 20;
        EventRow[] plays = Population.Plays(user);
        return Enumerable.Range(Busy, Math.Max(0, plays.Length - Busy - 1)).Any(i =>
            plays[i].TimeMs - plays[i - Busy].TimeMs < 21 * TimeUnits.DayMs && plays[i + 1].TimeMs - plays[i].TimeMs > 60 * TimeUnits.DayMs);
    }

    private double Share(Func<UserHistory, bool> condition) => population.Users.Count(condition) / (double)population.Users.Count;
}
