namespace UserRep.Training.Simulation;

/// <summary>The arrays of a <see cref="Catalogue"/>, by item number but for the artists; tastes hold 16 numbers an item.</summary>
internal sealed record CatalogueParts(
    Artist[] Artists, int[] ArtistOfItem, short[] Years, float[] Tastes, long[] ReleasedMs, double[] Popularity);
