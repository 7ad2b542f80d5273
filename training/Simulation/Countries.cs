namespace UserRep.Training.Simulation;

/// <summary>The countries of the simulated world. Invented shares and preferences; one time zone each, no daylight saving.</summary>
internal static class Countries
{
    public static readonly CountryProfile[] All =
    [
        new("us", 20, -6, "hip-hop", "country", "trap"), new("gb", 10, 0, "indie-rock", "drum-and-bass", "punk"),
        new("de", 9, 1, "techno", "schlager", "metal"), new("fr", 7, 1, "house", "hip-hop", "jazz"),
        new("br", 9, -3, "samba", "bossa-nova", "latin-pop"), new("mx", 6, -6, "latin-pop", "reggaeton", "salsa"),
        new("jp", 6, 9, "j-pop", "jazz", "synth-pop"), new("kr", 4, 9, "k-pop", "r-n-b"),
        new("se", 3, 1, "synth-pop", "metal", "house"), new("fi", 2, 2, "metal", "ambient"),
        new("nl", 3, 1, "house", "techno", "drum-and-bass"), new("es", 4, 1, "latin-pop", "reggaeton", "indie-rock"),
        new("it", 4, 1, "pop", "classical", "soundtrack"), new("pl", 3, 1, "rock", "metal"),
        new("ca", 3, -5, "indie-rock", "folk", "country"), new("in", 7, 5.5, "bollywood", "pop"),
        new("ng", 3, 1, "afrobeats", "reggae"), new("tr", 3, 3, "turkish-pop", "rock"),
        new("ar", 3, -3, "rock", "reggaeton", "latin-pop"), new("jm", 1, -5, "reggae", "afrobeats"),
    ];

    public static readonly AliasTable Table = new([.. All.Select(country => country.Share)]);
}
