using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Train;

/// <summary>What the pipeline makes: all that a bundle needs.</summary>
/// <param name="Items">Item vectors by row of the data set's catalogue.</param>
/// <param name="Layout">The feature space.</param>
/// <param name="Normaliser">The normalisation, which is inside the encoder too.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Golden">Rows and vectors that every run of the encoder must reproduce.</param>
/// <param name="Figures">What training measured.</param>
internal sealed record TrainedModel(
    ItemVectorSet Items, FeatureLayout Layout, FeatureNormaliser Normaliser, LearnedEncoder Encoder, IReadOnlyList<GoldenRow> Golden, TrainingFigures Figures)
{
    /// <summary>Gets maps to the vectors of older versions.</summary>
    public IReadOnlyList<CompatibilityMap> Compatibility { get; init; } = [];
}
