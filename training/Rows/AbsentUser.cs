using UserRep.Model.Features;

namespace UserRep.Training.Rows;

/// <summary>The features of a user of whom nothing is known.</summary>
internal static class AbsentUser
{
    public static float[] Features(FeatureLayout layout)
    {
        float[] features = new float[layout.Length];
        new FeatureVectorizer(layout).Vectorize(new FeatureState(layout), 0, features);
        return features;
    }
}
