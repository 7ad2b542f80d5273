using System.Globalization;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Simulation;

/// <summary>
/// A population of listeners with hidden, drifting tastes and a catalogue of tracks: data without anybody's secrets, on which the
/// truth is known.
/// </summary>
/// <remarks>
/// A user depends on the options and the user's number alone, so that users may be made in any order and on any number of
/// threads; none is kept.
/// <para>Measured on 2 cores that were shared, one of them used: 20,000 users (1 million events) are made in 1.8 s and written in
/// 2.6 s, 200,000 users (10 million events, 100,000 tracks) written in 36 s with 234 MB at the peak. One million users of 50 events
/// therefore take about 3 minutes, by extrapolation.</para>
/// </remarks>
internal sealed class ListeningSimulator
{
    private const ulong SpaceStream = 0;
    private const ulong CatalogueStream = 1;
    private const ulong PlanStream = 2;
    private const ulong FirstUserStream = 1_000;
    private const double CountryMissing = 0.05;
    private const double AgeBandMissing = 0.15;

    private const double MeanOnboardingPicks = (1 - Lifecycle.EarlierUserShare) * Onboarding.MeanPicks;
    private const long BeforeFirstSessionMs = TimeUnits.MinuteMs;

    private readonly SimulationOptions _options;
    private readonly Catalogue _catalogue;
    private readonly SessionPlan _plan;
    private readonly Onboarding _onboarding;
    private readonly ListeningSession _session;

    /// <exception cref="UserErrorException">An option is out of its range; the message lists every such option.</exception>
    public ListeningSimulator(SimulationOptions options)
    {
        SimulationOptionsRules.Check(options);
        _options = options;
        TasteSpace space = new(Stream(SpaceStream));
        _catalogue = new CatalogueBuilder(options, space, Stream(CatalogueStream)).Build();
        double eventsPerSession = ListeningSession.MeanPlays * (1 + ListeningSession.LikesPerPlay);
        _plan = SessionPlan.For(options, eventsPerSession, MeanOnboardingPicks, Stream(PlanStream));
        TrackChoice choice = new(_catalogue);
        _onboarding = new Onboarding(space, choice);
        _session = new ListeningSession(space, choice, options.EndMs);
    }

    /// <summary>Gets the description of the data set, without counts of events.</summary>
    public DatasetInfo Info => new()
    {
        Name = "simulated-listening",
        EventTypes = EventTypes.Names,
        OnboardingEventType = EventTypes.Names[EventTypes.Onboard],
        Attributes = ["country", "ageBand"],
        Users = _options.Users,
        Items = _options.Items,
    };

    /// <summary>The catalogue in the order of the item numbers of events; described one by one.</summary>
    public IEnumerable<ItemInfo> Items() => Enumerable.Range(0, _catalogue.Count).Select(_catalogue.Describe);

    /// <summary>All users, made one by one.</summary>
    public IEnumerable<UserHistory> Users() => Enumerable.Range(0, _options.Users).Select(User);

    /// <summary>One user, with at least one event.</summary>
    /// <param name="number">From 0 up to but not including the number of users.</param>
    public UserHistory User(int number)
    {
        SeededRandom random = Stream(FirstUserStream + (ulong)number);
        Listener listener = Listener.Draw(random);
        Lifecycle life = Lifecycle.Draw(_options, listener.Country, random);
        List<EventRow> events = [];
        if (life.SignUpMs >= _options.StartMs)
            _onboarding.AddPicks(listener, life.SignUpMs, events, random);
        AddSessions(listener, life, events, random);
        string?[] attributes = [Country(listener, random), AgeBand(listener, random)];
        return new UserHistory(Id(number), events.ToArray(), attributes, life.SignUpMs);
    }

    private void AddSessions(Listener listener, Lifecycle life, List<EventRow> events, SeededRandom random)
    {
        Favourites favourites = new();
        long free = life.SignUpMs + BeforeFirstSessionMs;
        long previous = free;
        foreach (long planned in _plan.Starts(listener, life, random))
        {
            long start = Math.Max(planned, free);
            if (start >= _options.EndMs)
                return;
            double days = (start - previous) / (double)TimeUnits.DayMs;
            Drift.Step(listener, days, random);
            favourites.Fade(days);
            free = _session.Play(listener, favourites, start, events, random) + TimeUnits.MinuteMs;
            previous = start;
        }
    }

    private static string? Country(Listener listener, SeededRandom random) =>
        random.Chance(CountryMissing) ? null : Countries.All[listener.Country].Code;

    private static string? AgeBand(Listener listener, SeededRandom random) =>
        random.Chance(AgeBandMissing) ? null : AgeBands.All[listener.AgeBand].Name;

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"user-{number:D7}");

    private SeededRandom Stream(ulong stream) => new(_options.Seed, stream);
}
