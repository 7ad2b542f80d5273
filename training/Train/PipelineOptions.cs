using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Compatibility;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;
using UserRep.Training.Specs;

namespace UserRep.Training.Train;

/// <summary>Everything that decides what training makes of a data set.</summary>
internal sealed class PipelineOptions
{
    /// <summary>The last moment that training may know of.</summary>
    public long UntilMs { get; init; } = long.MaxValue;

    public EncoderKind Encoder { get; init; }

    /// <summary>The kinds of item vector; null for those that the data set can give.</summary>
    public IReadOnlyList<string>? Modalities { get; init; }

    /// <summary>A spec to use instead of one made from the data set.</summary>
    public FeatureSpec? GivenSpec { get; init; }

    public SpecOptions Spec { get; init; } = new();

    /// <summary>Its <see cref="ItemVectorOptions.UntilMs"/> is not used: <see cref="UntilMs"/> counts.</summary>
    public ItemVectorOptions ItemVectors { get; init; } = new();

    /// <summary>Its <see cref="RowOptions.UntilMs"/> is not used: <see cref="UntilMs"/> counts.</summary>
    public RowOptions Rows { get; init; } = new();

    public AutoencoderOptions Autoencoder { get; init; } = new();

    /// <summary>How the map to an older version's vectors is fitted, if one is asked for.</summary>
    public AlignmentOptions Alignment { get; init; } = new();
}
