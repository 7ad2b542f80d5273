namespace UserRep.Model.Features;

/// <summary>A feature spec that cannot be used, with every mistake in it.</summary>
public sealed class FeatureSpecException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="FeatureSpecException"/> class.</summary>
    /// <param name="errors">Each mistake: where, what was found, what to write instead.</param>
    public FeatureSpecException(IReadOnlyList<string> errors)
        : base($"The feature spec has {errors.Count} mistake(s):{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", errors)}")
        => Errors = errors;

    /// <summary>Gets each mistake.</summary>
    public IReadOnlyList<string> Errors { get; }
}
