using UserRep.Model.Features;

namespace UserRep.Benchmarks;

/// <summary>The feature space that every benchmark measures on, of the size that is served.</summary>
internal static class BenchmarkSpecs
{
    public const int Like = 0;
    public const int Pick = 1;

    /// <summary>2 modalities × 4 time scales × 80 numbers, onboarding picks, 4 event types, 3 attributes.</summary>
    public static FeatureSpec Served { get; } = new()
    {
        Name = "benchmark",
        Modalities = [new ModalitySpec("collaborative", 80), new ModalitySpec("content", 80)],
        EventTypes = [.. new[] { "like", "pick", "skip", "visit" }.Select(name => new EventTypeSpec(name))],
        OnboardingEventType = "pick",
        Profile =
        [
            new ProfileAttributeSpec { Name = "country", Kind = AttributeKind.Categorical, Vocabulary = ["SE", "DE", "FR", "BR"] },
            new ProfileAttributeSpec { Name = "gender", Kind = AttributeKind.Categorical, Vocabulary = ["f", "m"] },
            new ProfileAttributeSpec { Name = "age", Kind = AttributeKind.Numeric, Min = 10, Max = 90 },
        ],
    };
}
