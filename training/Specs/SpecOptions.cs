using UserRep.Model.Features;

namespace UserRep.Training.Specs;

/// <summary>How a feature spec is made from a data set.</summary>
internal sealed class SpecOptions
{
    /// <summary>The time constants; forever alone for a data set without times.</summary>
    public IReadOnlyList<TimeScale> Scales { get; init; } = FeatureSpec.DefaultTimeScales;

    /// <summary>Weights of event types by name; 1 for the rest.</summary>
    public IReadOnlyDictionary<string, float> Weights { get; init; } = new Dictionary<string, float>();

    /// <summary>Whether users may have onboarding picks although the data set has no events of that type.</summary>
    public bool Picks { get; init; } = true;

    /// <summary>A numeric attribute has more different values than this; with fewer, each value is a category.</summary>
    public int MostCategories { get; init; } = 30;

    /// <summary>The most values in the vocabulary of a categorical attribute.</summary>
    public int MostWords { get; init; } = 50;
}
