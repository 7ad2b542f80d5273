namespace UserRep.Training.Simulation;

/// <summary>An artist: the tracks <paramref name="FirstItem"/> up to but not including <paramref name="EndItem"/>.</summary>
internal sealed record Artist(
    string Name, int Genre, int? SecondGenre, int Country, int FirstItem, int EndItem, float[] Taste, double Fame);
