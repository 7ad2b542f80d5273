namespace UserRep.Training.Simulation;

/// <summary>What a session is about: a spot near one of the listener's interests, at which tracks are judged.</summary>
internal sealed class Mood
{
    private const double Spread = 0.3;

    private Mood(int genre, float[] spot) => (Genre, Spot) = (genre, spot);

    public int Genre { get; }

    public float[] Spot { get; }

    public static Mood Draw(Listener listener, TasteSpace space, SeededRandom random)
    {
        Interest interest = listener.DrawInterest(random);
        float[] spot = new float[TasteSpace.Dimensions];
        ReadOnlySpan<float> centre = space.Centre(interest.Genre);
        for (int i = 0; i < spot.Length; i++)
            spot[i] = centre[i] + interest.Offset[i];
        TasteSpace.Normalise(spot);
        TasteSpace.Near(spot, Spread, random, spot);
        return new Mood(interest.Genre, spot);
    }
}
