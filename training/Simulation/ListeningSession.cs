using UserRep.Training.Datasets;

namespace UserRep.Training.Simulation;

/// <summary>Plays tracks one after the other until the listener has had enough.</summary>
internal sealed class ListeningSession(TasteSpace space, TrackChoice choice, long endMs)
{
    /// <summary>Plays of a session, listened to or skipped, on average.</summary>
    public const double MeanPlays = 6;

    /// <summary>Likes among plays, as measured: the number of sessions a day is chosen by it.</summary>
    public const double LikesPerPlay = 0.12;

    private const double MoodChangeChance = 0.08;
    private const double FavouriteMatch = 0.6;
    private const double LikeStrength = 3;
    private const int MostPlays = 64;

    /// <summary>Adds a session's events to <paramref name="events"/>.</summary>
    /// <returns>When the session was over.</returns>
    public long Play(Listener listener, Favourites favourites, long startMs, List<EventRow> events, SeededRandom random)
    {
        Span<int> played = stackalloc int[MostPlays];
        Mood mood = Mood.Draw(listener, space, random);
        long time = startMs;
        int count = 0;
        do
        {
            int item = Choose(listener, favourites, mood, played[..count], time, random);
            played[count++] = item;
            time = React(item, choice.Match(item, mood), favourites, mood.Genre, time, events, random);
            if (random.Chance(MoodChangeChance))
                mood = Mood.Draw(listener, space, random);
        }
        while (time < endMs && count < MostPlays && random.Chance(1 - (1 / MeanPlays)));
        return time;
    }

    private int Choose(Listener listener, Favourites favourites, Mood mood, ReadOnlySpan<int> played, long time, SeededRandom random)
    {
        int favourite = random.Chance(listener.Habits.Repeat) ? favourites.Draw(mood.Genre, played, random) : -1;
        return favourite >= 0 ? favourite : choice.Next(listener.Country, listener.Habits, mood, played, time, random);
    }

    private long React(int item, double match, Favourites favourites, int genre, long time, List<EventRow> events, SeededRandom random)
    {
        if (Reactions.Skips(match, random))
        {
            events.Add(new EventRow(item, EventTypes.Skip, time, 1));
            return time + (long)(random.Between(5, 40) * TimeUnits.SecondMs);
        }

        events.Add(new EventRow(item, EventTypes.Listen, time, 1));
        bool likes = Reactions.Likes(match, random);
        long likeTime = time + (long)(random.Between(5, 120) * TimeUnits.SecondMs);
        if (likes && likeTime < endMs)
            events.Add(new EventRow(item, EventTypes.Like, likeTime, 1));
        if (match > FavouriteMatch)
            favourites.Strengthen(item, genre, likes ? LikeStrength : match - FavouriteMatch);
        return time + (long)(random.Between(150, 270) * TimeUnits.SecondMs);
    }
}
