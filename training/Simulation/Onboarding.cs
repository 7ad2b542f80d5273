using UserRep.Training.Datasets;

namespace UserRep.Training.Simulation;

/// <summary>
/// The picks that some users make at sign-up: popular tracks near their taste. Who signed up before the span made them before it,
/// which the data set does not show.
/// </summary>
internal sealed class Onboarding(TasteSpace space, TrackChoice choice)
{
    /// <summary>Picks of a user who signs up in the span, on average.</summary>
    public const double MeanPicks = PicksChance * (FewestPicks + MostPicks) / 2;

    private const double PicksChance = 0.58;
    private const int FewestPicks = 3;
    private const int MostPicks = 5;

    // Onboarding shows popular tracks of each genre; nobody explores there.
    private static readonly Habits PickingHabits = new(Repeat: 0, Charts: 0.15, Explore: 0, Activity: 1);

    public void AddPicks(Listener listener, long signUpMs, List<EventRow> events, SeededRandom random)
    {
        if (!random.Chance(PicksChance))
            return;
        Span<int> picked = stackalloc int[MostPicks];
        int count = FewestPicks + random.NextInt(MostPicks - FewestPicks + 1);
        long time = signUpMs;
        for (int i = 0; i < count; i++)
        {
            Mood mood = Mood.Draw(listener, space, random);
            picked[i] = choice.Next(listener.Country, PickingHabits, mood, picked[..i], signUpMs, random);
            time += (long)(random.Between(2, 12) * TimeUnits.SecondMs);
            events.Add(new EventRow(picked[i], EventTypes.Onboard, time, 1));
        }
    }
}
