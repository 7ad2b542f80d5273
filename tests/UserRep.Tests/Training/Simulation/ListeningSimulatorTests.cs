using UserRep.Training.Datasets;
using UserRep.Training.Simulation;
using Xunit;

namespace UserRep.Tests.Training.Simulation;

public sealed class ListeningSimulatorTests
{
    private static readonly SimulationOptions Options = new() { Users = 300, Items = 500, Days = 90, Seed = 5, MeanEventsPerUser = 40 };

    [Fact]
    public void The_same_seed_gives_the_same_users_bit_for_bit_in_any_order_on_any_thread()
    {
        UserHistory[] inOrder = [.. new ListeningSimulator(Options).Users()];
        UserHistory[] scattered = new UserHistory[Options.Users];
        ListeningSimulator again = new(Options);
        Parallel.For(0, Options.Users, number => scattered[Options.Users - 1 - number] = again.User(Options.Users - 1 - number));

        Assert.Equal(Options.Users, inOrder.Length);
        for (int number = 0; number < inOrder.Length; number++)
            AssertSame(inOrder[number], scattered[number]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_catalogue()
    {
        ItemInfo[] first = [.. new ListeningSimulator(Options).Items()];
        ItemInfo[] second = [.. new ListeningSimulator(Options).Items()];

        Assert.Equal(first.Select(item => item.Id), second.Select(item => item.Id));
        Assert.Equal(first.SelectMany(item => item.Tags), second.SelectMany(item => item.Tags));
    }

    [Fact]
    public void Another_seed_gives_other_users_and_other_tracks()
    {
        ListeningSimulator one = new(Options);
        ListeningSimulator other = new(new SimulationOptions { Users = 300, Items = 500, Days = 90, Seed = 6, MeanEventsPerUser = 40 });

        Assert.NotEqual(one.User(0).Events.ToArray(), other.User(0).Events.ToArray());
        Assert.NotEqual(one.Items().SelectMany(item => item.Tags), other.Items().SelectMany(item => item.Tags));
    }

    [Theory]
    [InlineData(1, 100, 10)]
    [InlineData(2, 100, 80)]
    [InlineData(90, 500, 40)]
    [InlineData(900, 3_000, 300)]
    public void Every_user_has_events_within_the_span_in_order_and_after_sign_up(int days, int items, double mean)
    {
        SimulationOptions options = new() { Users = 300, Items = items, Days = days, MeanEventsPerUser = mean };
        foreach (UserHistory user in new ListeningSimulator(options).Users())
        {
            EventRow[] events = user.Events.ToArray();
            Assert.NotEmpty(events);
            Assert.InRange(events[0].TimeMs, Math.Max(options.StartMs, user.KnownSinceMs!.Value), options.EndMs - 1);
            Assert.True(events[^1].TimeMs < options.EndMs);
            Assert.True(events.Zip(events.Skip(1), (a, b) => a.TimeMs <= b.TimeMs).All(ordered => ordered));
            Assert.All(events, row => Assert.InRange(row.Item, 0, items - 1));
        }
    }

    [Fact]
    public void Onboarding_comes_before_everything_else_and_picks_3_to_5_different_tracks()
    {
        foreach (UserHistory user in new ListeningSimulator(Options).Users())
        {
            EventRow[] events = user.Events.ToArray();
            EventRow[] picks = [.. events.TakeWhile(row => row.Type == EventTypes.Onboard)];
            Assert.DoesNotContain(events.Skip(picks.Length), row => row.Type == EventTypes.Onboard);
            if (picks.Length == 0)
                continue;
            Assert.InRange(picks.Length, 3, 5);
            Assert.Equal(picks.Length, picks.Select(row => row.Item).Distinct().Count());
            Assert.True(user.KnownSinceMs >= Options.StartMs);
        }
    }

    [Fact]
    public void Likes_follow_a_listen_to_the_same_track()
    {
        EventRow[] events = [.. new ListeningSimulator(Options).Users().SelectMany(user => user.Events.ToArray())];

        foreach ((EventRow like, EventRow before) in events.Skip(1).Zip(events).Where(pair => pair.First.Type == EventTypes.Like))
            Assert.Equal((like.Item, EventTypes.Listen), (before.Item, before.Type));
    }

    private static void AssertSame(UserHistory expected, UserHistory actual)
    {
        Assert.Equal(expected.UserId, actual.UserId);
        Assert.Equal(expected.KnownSinceMs, actual.KnownSinceMs);
        Assert.Equal(expected.Attributes, actual.Attributes);
        Assert.Equal(expected.Events.ToArray(), actual.Events.ToArray());
    }
}
