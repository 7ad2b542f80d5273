namespace UserRep.Model.Features;

/// <summary>
/// Where everything is: the positions of the feature vector and of the accumulators, computed once from a spec.
/// The order is fixed by the spec alone: modalities, onboarding, activity, profile.
/// </summary>
public sealed class FeatureLayout
{
    /// <summary>Initializes a new instance of the <see cref="FeatureLayout"/> class.</summary>
    /// <param name="spec">A valid spec.</param>
    /// <exception cref="FeatureSpecException">The spec has mistakes.</exception>
    public FeatureLayout(FeatureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec.Validate();
        Spec = spec;
        Accumulators = new AccumulatorLayout(spec);
        OnboardingType = spec.OnboardingEventType is { } onboarding ? spec.EventTypeIndex(onboarding) : -1;
        CountedTypes = [.. spec.CountedTypes.Select(spec.EventTypeIndex)];
        FeatureLayoutBuilder builder = new(spec);
        Groups = builder.Groups;
        Names = builder.Names;
    }

    /// <summary>Gets the spec.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Gets the length of the feature vector.</summary>
    public int Length => Names.Count;

    /// <summary>Gets the groups, in order, without gaps.</summary>
    public IReadOnlyList<FeatureGroup> Groups { get; }

    /// <summary>Gets the name of every position, such as <c>collaborative/7d[12]</c> or <c>profile/country=SE</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    internal AccumulatorLayout Accumulators { get; }

    internal int OnboardingType { get; }

    internal int[] CountedTypes { get; }
}
