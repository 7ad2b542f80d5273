namespace UserRep.Training.Simulation;

/// <summary>The genres of the simulated world. Invented shares; only their differences matter.</summary>
internal static class Genres
{
    public static readonly GenreProfile[] All =
    [
        new("rock", "rock", 7, 1982), new("indie-rock", "rock", 5, 2006), new("metal", "rock", 4, 1995), new("punk", "rock", 3, 1988),
        new("pop", "pop", 9, 2012), new("synth-pop", "pop", 4, 1986), new("k-pop", "pop", 4, 2018), new("j-pop", "pop", 3, 2008),
        new("hip-hop", "urban", 8, 2010), new("trap", "urban", 4, 2018), new("r-n-b", "urban", 5, 2005), new("soul", "urban", 3, 1972),
        new("funk", "urban", 2, 1977), new("house", "electronic", 5, 2010), new("techno", "electronic", 4, 2008),
        new("drum-and-bass", "electronic", 2, 2003), new("ambient", "electronic", 3, 2011), new("jazz", "jazz", 3, 1962),
        new("blues", "jazz", 2, 1965), new("classical", "orchestral", 4, 1975), new("soundtrack", "orchestral", 2, 2005),
        new("folk", "roots", 3, 1998), new("country", "roots", 4, 2003), new("schlager", "roots", 2, 1985),
        new("latin-pop", "latin", 4, 2012), new("reggaeton", "latin", 4, 2018), new("salsa", "latin", 2, 1983),
        new("bossa-nova", "latin", 2, 1968), new("samba", "latin", 2, 1985), new("reggae", "tropical", 3, 1983),
        new("afrobeats", "tropical", 3, 2018), new("bollywood", "south-asian", 4, 2005), new("turkish-pop", "south-asian", 2, 2004),
    ];

    /// <summary>Numbers of the genres of each genre's family, itself included.</summary>
    public static readonly int[][] Relatives =
        [.. All.Select(genre => Enumerable.Range(0, All.Length).Where(other => All[other].Family == genre.Family).ToArray())];

    public static int IndexOf(string name)
    {
        int index = Array.FindIndex(All, genre => genre.Name == name);
        return index >= 0 ? index : throw new ArgumentException($"There is no genre '{name}'.", nameof(name));
    }
}
