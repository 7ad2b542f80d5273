namespace UserRep.Model.Features;

/// <summary>
/// What is known of a user and how it becomes numbers: event types, modalities, time scales, profile.
/// Travels inside the model bundle; nothing in code knows what the items are.
/// </summary>
public sealed record FeatureSpec
{
    /// <summary>The time scales of a spec that names none: 7, 30 and 180 days, and all time.</summary>
    public static readonly IReadOnlyList<TimeScale> DefaultTimeScales =
        [TimeScale.FromDays(7), TimeScale.FromDays(30), TimeScale.FromDays(180), TimeScale.Forever];

    /// <summary>Gets the name of the spec.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the kinds of item vector.</summary>
    public required IReadOnlyList<ModalitySpec> Modalities { get; init; }

    /// <summary>Gets the event types that carry items or count as activity.</summary>
    public required IReadOnlyList<EventTypeSpec> EventTypes { get; init; }

    /// <summary>Gets the time constants of the decayed sums.</summary>
    public IReadOnlyList<TimeScale> TimeScales { get; init; } = DefaultTimeScales;

    /// <summary>Gets the event type of onboarding picks, which have a pool of their own; one of <see cref="EventTypes"/>, or none.</summary>
    public string? OnboardingEventType { get; init; }

    /// <summary>Gets the event type that carries profile attributes; not one of <see cref="EventTypes"/>.</summary>
    public string ProfileEventType { get; init; } = "profile";

    /// <summary>Gets the profile attributes.</summary>
    public IReadOnlyList<ProfileAttributeSpec> Profile { get; init; } = [];

    /// <summary>Gets the event types whose number is a feature; all of <see cref="EventTypes"/> when null.</summary>
    public IReadOnlyList<string>? Counts { get; init; }

    /// <summary>Gets lambda: a mean is <c>sum / (mass + lambda)</c>, so that little evidence stays near zero.</summary>
    public float Shrinkage { get; init; } = 4f;

    /// <summary>Gets the event types that are counted, in order.</summary>
    internal IReadOnlyList<string> CountedTypes => Counts ?? [.. EventTypes.Select(t => t.Name)];

    /// <summary>Reads a spec and checks it whole.</summary>
    /// <param name="json">The JSON text; comments and trailing commas are allowed.</param>
    /// <returns>The spec.</returns>
    /// <exception cref="FeatureSpecException">The spec has mistakes; all of them are named.</exception>
    public static FeatureSpec Parse(string json) => FeatureSpecJson.Parse(json);

    /// <summary>The canonical JSON: every field, in a fixed order. Reading it gives an equal spec, writing that gives the same text.</summary>
    /// <returns>The JSON text.</returns>
    public string ToJson() => FeatureSpecJson.Write(this);

    /// <summary>Checks a spec made in code.</summary>
    /// <exception cref="FeatureSpecException">The spec has mistakes; all of them are named.</exception>
    public void Validate()
    {
        List<string> errors = [];
        FeatureSpecValidator.Validate(this, errors);
        if (errors.Count > 0)
        {
            throw new FeatureSpecException(errors);
        }
    }

    /// <summary>The index of an event type.</summary>
    /// <param name="name">The name that an event carries.</param>
    /// <returns>Its index in <see cref="EventTypes"/>, or -1.</returns>
    public int EventTypeIndex(string name)
    {
        for (int i = 0; i < EventTypes.Count; i++)
        {
            if (string.Equals(EventTypes[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
