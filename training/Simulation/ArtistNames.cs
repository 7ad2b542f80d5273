namespace UserRep.Training.Simulation;

/// <summary>Invented artists' names, all different.</summary>
internal static class ArtistNames
{
    private static readonly string[] First =
    [
        "amber", "arctic", "broken", "cobalt", "crimson", "distant", "electric", "endless", "fading", "gentle", "golden", "hollow",
        "hidden", "infinite", "ivory", "jade", "lonely", "lunar", "midnight", "neon", "northern", "paper", "quiet", "rapid",
        "restless", "scarlet", "secret", "silent", "silver", "solar", "stone", "velvet", "wandering", "wild", "winter", "young",
    ];

    private static readonly string[] Second =
    [
        "animals", "arcade", "birds", "bridges", "cities", "compass", "drivers", "echo", "engines", "fields", "foxes", "gardens",
        "ghosts", "harbor", "hearts", "horizon", "islands", "kites", "lanterns", "letters", "lions", "machines", "mirrors", "oceans",
        "orchard", "parade", "pilots", "rivers", "rockets", "shadows", "signals", "sisters", "strangers", "tides", "tigers", "waves",
    ];

    public static string Name(int artist)
    {
        // 611 has no divisor in common with the number of pairs: neighbours get different words, and no pair comes twice in a round.
        int pairs = First.Length * Second.Length;
        int pair = (int)((long)artist * 611 % pairs);
        string name = $"{First[pair / Second.Length]}-{Second[pair % Second.Length]}";
        return artist < pairs ? name : $"{name}-{(artist / pairs) + 1}";
    }
}
