using UserRep.Model.Features;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>What a pipeline keeps of a user.</summary>
/// <param name="key">Where the user's features are in Redis.</param>
/// <param name="state">The user's state.</param>
internal sealed class UserFeatures(string key, FeatureState state)
{
    public string Key => key;

    public FeatureState State => state;

    /// <summary>Gets or sets whether an event of the batch under way is the user's.</summary>
    public bool IsChanged { get; set; }
}
