namespace UserRep.Training.Simulation;

/// <summary>The age bands of the simulated world. Invented shares and preferences.</summary>
internal static class AgeBands
{
    public static readonly AgeBandProfile[] All =
    [
        new("16-24", 30, "trap", "k-pop", "hip-hop", "reggaeton", "pop"),
        new("25-34", 28, "indie-rock", "house", "techno", "r-n-b", "afrobeats"),
        new("35-44", 19, "rock", "metal", "drum-and-bass", "punk", "hip-hop"),
        new("45-54", 13, "synth-pop", "rock", "country", "soul", "reggae"),
        new("55+", 10, "classical", "jazz", "blues", "folk", "schlager", "bossa-nova"),
    ];

    public static readonly AliasTable Table = new([.. All.Select(band => band.Share)]);
}
