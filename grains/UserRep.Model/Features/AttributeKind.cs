namespace UserRep.Model.Features;

/// <summary>How a profile attribute becomes numbers.</summary>
public enum AttributeKind
{
    /// <summary>One of a vocabulary: one-hot, with a place of its own for "other" and for "missing".</summary>
    Categorical,

    /// <summary>A number within bounds, scaled to 0..1, with a place of its own for "missing".</summary>
    Numeric,
}
