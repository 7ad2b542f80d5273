namespace UserRep.Model.Features;

/// <summary>
/// Everything that is kept of one user for one feature space: fixed-size accumulators, whatever the length of the history.
/// Folded by <see cref="FeatureReducer"/>, read back by <see cref="FeatureStateCodec"/>. Not thread-safe.
/// </summary>
public sealed class FeatureState
{
    /// <summary>Initializes a new instance of the <see cref="FeatureState"/> class: a user of whom nothing is known.</summary>
    /// <param name="layout">The layout of the feature space.</param>
    public FeatureState(FeatureLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        Values = new float[layout.Accumulators.Length];
        Counts = new uint[layout.Spec.EventTypes.Count];
        Profile = new ProfileValue[layout.Spec.Profile.Count];
        Clear();
    }

    /// <summary>Gets the layout that this state follows.</summary>
    public FeatureLayout Layout { get; }

    /// <summary>Gets the number of events folded in, profile events included.</summary>
    public ulong EventCount { get; internal set; }

    /// <summary>Gets how many of them named an item without a vector.</summary>
    public uint UnknownItems { get; internal set; }

    /// <summary>Gets the earliest event time in milliseconds since 1970 UTC; 0 without events.</summary>
    public long FirstEventMs { get; internal set; }

    /// <summary>Gets the latest event time in milliseconds since 1970 UTC, which is also the moment the sums are decayed to; 0 without events.</summary>
    public long LastEventMs { get; internal set; }

    internal float[] Values { get; }

    internal uint[] Counts { get; }

    internal ProfileValue[] Profile { get; }

    /// <summary>How many events of a type were folded in.</summary>
    /// <param name="eventType">Index in <see cref="FeatureSpec.EventTypes"/>.</param>
    /// <returns>The number.</returns>
    public uint CountOf(int eventType) => Counts[eventType];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Values.AsSpan().Clear();
        Counts.AsSpan().Clear();
        Profile.AsSpan().Fill(ProfileValue.Missing);
        EventCount = 0;
        UnknownItems = 0;
        FirstEventMs = 0;
        LastEventMs = 0;
    }

    /// <summary>A state of another layout has its numbers at other places: to read it would give nonsense, not an error.</summary>
    internal void RequireLayout(FeatureLayout layout)
    {
        if (!ReferenceEquals(Layout, layout))
        {
            throw new ArgumentException("The state follows another layout.");
        }
    }

    /// <summary>Takes over everything another state of the same layout holds.</summary>
    /// <param name="other">The state to copy.</param>
    /// <exception cref="ArgumentException">The other state follows another layout.</exception>
    public void CopyFrom(FeatureState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.RequireLayout(Layout);
        other.Values.CopyTo(Values, 0);
        other.Counts.CopyTo(Counts, 0);
        other.Profile.CopyTo(Profile, 0);
        EventCount = other.EventCount;
        UnknownItems = other.UnknownItems;
        FirstEventMs = other.FirstEventMs;
        LastEventMs = other.LastEventMs;
    }
}
