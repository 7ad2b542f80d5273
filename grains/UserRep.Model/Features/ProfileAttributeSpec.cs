namespace UserRep.Model.Features;

/// <summary>One attribute of a user's profile.</summary>
public sealed record ProfileAttributeSpec
{
    /// <summary>Gets the name that profile events carry.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how it becomes numbers.</summary>
    public AttributeKind Kind { get; init; }

    /// <summary>Gets the known values of a categorical attribute; any other value is "other".</summary>
    public IReadOnlyList<string> Vocabulary { get; init; } = [];

    /// <summary>Gets the lower bound of a numeric attribute.</summary>
    public float Min { get; init; }

    /// <summary>Gets the upper bound of a numeric attribute.</summary>
    public float Max { get; init; } = 1f;

    /// <summary>Gets the places it takes in the feature vector: the vocabulary, "other" and "missing"; or the number and "missing".</summary>
    public int Width => Kind == AttributeKind.Categorical ? Vocabulary.Count + 2 : 2;
}
