using UserRep.Model.Features;

namespace UserRep.Tests.Model.Features;

/// <summary>Specs that tests share: one small enough to read, one of the size that is served.</summary>
internal static class TestSpecs
{
    public const int Listen = 0;
    public const int Skip = 1;
    public const int Pick = 2;
    public const int Visit = 3;

    /// <summary>Two modalities of 3 and 2 numbers, scales from minutes to forever, likes, dislikes, picks, a profile of both kinds.</summary>
    public static FeatureSpec Small { get; } = new()
    {
        Name = "small",
        Modalities = [new ModalitySpec("taste", 3), new ModalitySpec("words", 2)],
        TimeScales = [Scale("30m"), Scale("7d"), TimeScale.Forever],
        EventTypes =
        [
            new EventTypeSpec("listen", 1f, 0f, 5f),
            new EventTypeSpec("skip", -0.5f),
            new EventTypeSpec("pick", 2f),
            new EventTypeSpec("visit"),
        ],
        OnboardingEventType = "pick",
        Counts = ["listen", "skip"],
        Profile =
        [
            new ProfileAttributeSpec { Name = "country", Kind = AttributeKind.Categorical, Vocabulary = ["SE", "DE"] },
            new ProfileAttributeSpec { Name = "age", Kind = AttributeKind.Numeric, Min = 10, Max = 90 },
        ],
    };

    /// <summary>2 modalities × 4 scales × 80 numbers, onboarding, 5 event types, 4 attributes.</summary>
    public static FeatureSpec Served { get; } = new()
    {
        Name = "served",
        Modalities = [new ModalitySpec("collaborative", 80), new ModalitySpec("content", 80)],
        EventTypes = [.. new[] { "listen", "skip", "like", "pick", "visit" }.Select(name => new EventTypeSpec(name))],
        OnboardingEventType = "pick",
        Profile =
        [
            .. Small.Profile,
            new ProfileAttributeSpec { Name = "gender", Kind = AttributeKind.Categorical, Vocabulary = ["f", "m"] },
            new ProfileAttributeSpec { Name = "tenure", Kind = AttributeKind.Numeric, Max = 3650 },
        ],
    };

    public static TimeScale Scale(string text) =>
        TimeScale.TryParse(text, out TimeScale scale) ? scale : throw new ArgumentException($"'{text}' is no time scale.", nameof(text));
}
