namespace UserRep.Training.Simulation;

/// <summary>The hidden space in which genres, artists, tracks and moods are unit vectors, and nearness is liking.</summary>
internal sealed class TasteSpace
{
    public const int Dimensions = 16;

    // A genre shares about half of its direction with its family.
    private const double GenreSpread = 1.0;

    private readonly float[][] _centres;

    public TasteSpace(SeededRandom random)
    {
        Dictionary<string, float[]> families = [];
        _centres = new float[Genres.All.Length][];
        for (int genre = 0; genre < _centres.Length; genre++)
        {
            string family = Genres.All[genre].Family;
            if (!families.TryGetValue(family, out float[]? origin))
                families.Add(family, origin = Near(new float[Dimensions], 1, random));
            _centres[genre] = Near(origin, GenreSpread, random);
        }
    }

    public ReadOnlySpan<float> Centre(int genre) => _centres[genre];

    /// <summary>A unit vector near <paramref name="origin"/>, by normal noise of length about <paramref name="spread"/>.</summary>
    public static float[] Near(ReadOnlySpan<float> origin, double spread, SeededRandom random)
    {
        float[] result = new float[Dimensions];
        Near(origin, spread, random, result);
        return result;
    }

    public static void Near(ReadOnlySpan<float> origin, double spread, SeededRandom random, Span<float> result)
    {
        double scale = spread / Math.Sqrt(Dimensions);
        for (int i = 0; i < Dimensions; i++)
            result[i] = origin[i] + (float)(scale * random.Gaussian());
        Normalise(result);
    }

    public static void Normalise(Span<float> vector)
    {
        float length = MathF.Sqrt(Dot(vector, vector));
        for (int i = 0; i < Dimensions; i++)
            vector[i] /= length;
    }

    // Four plain sums in a fixed order: wider instructions would round differently from one processor to the next.
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        left = left[..Dimensions];
        right = right[..Dimensions];
        float a = 0, b = 0, c = 0, d = 0;
        for (int i = 0; i < Dimensions; i += 4)
        {
            a += left[i] * right[i];
            b += left[i + 1] * right[i + 1];
            c += left[i + 2] * right[i + 2];
            d += left[i + 3] * right[i + 3];
        }

        return (a + b) + (c + d);
    }
}
