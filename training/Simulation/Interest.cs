namespace UserRep.Training.Simulation;

/// <summary>One thing a listener likes: a spot near a genre's centre, and how much it pulls at present.</summary>
internal sealed class Interest(int genre)
{
    public int Genre { get; } = genre;

    /// <summary>Gets or sets the logarithm of how often a session is about this interest, up to a constant.</summary>
    public double LogWeight { get; set; }

    /// <summary>Gets how far the listener's spot lies from the genre's centre.</summary>
    public float[] Offset { get; } = new float[TasteSpace.Dimensions];
}
