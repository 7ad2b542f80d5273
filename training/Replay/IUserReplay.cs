using UserRep.Training.Datasets;

namespace UserRep.Training.Replay;

/// <summary>Turns one user's events into feature vectors at chosen moments.</summary>
internal interface IUserReplay
{
    /// <summary>Forgets the last user.</summary>
    /// <param name="attributes">Attributes in the order of the data set.</param>
    /// <param name="knownSinceMs">From when they are known, or null: from the first event.</param>
    void Begin(IReadOnlyList<string?> attributes, long? knownSinceMs);

    /// <summary>Takes an event in; a type that the spec does not know is passed over.</summary>
    void Apply(in EventRow row);

    /// <summary>Takes an event in as an onboarding pick, whatever its type.</summary>
    void ApplyAsPick(in EventRow row);

    /// <summary>Writes the features as of a moment; not before the last event.</summary>
    void Vectorize(long asOfMs, Span<float> features);
}
