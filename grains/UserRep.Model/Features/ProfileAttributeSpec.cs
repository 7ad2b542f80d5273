using System.Globalization;

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

    /// <summary>Whether a number could have come from <see cref="ToNumber"/>.</summary>
    internal bool IsNumber(float number) => float.IsNaN(number)
        || (Kind == AttributeKind.Numeric ? float.IsFinite(number) : float.IsInteger(number) && number >= 0 && number <= Vocabulary.Count);

    /// <summary>A value as the number a state keeps: the index in the vocabulary (its length means "other") or the number; NaN when missing.</summary>
    internal float ToNumber(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return float.NaN;
        }

        if (Kind == AttributeKind.Numeric)
        {
            return float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
                ? number
                : float.NaN;
        }

        for (int i = 0; i < Vocabulary.Count; i++)
        {
            if (string.Equals(Vocabulary[i], value, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return Vocabulary.Count;
    }
}
