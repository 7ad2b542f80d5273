using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Engine;

namespace UserRep.Benchmarks.Training;

/// <summary>
/// Floating-point operations of the matrix products of a training step: of its layers, and of the cosines between rows. All else (normalisation, GELU,
/// the rest of the losses, Adam) counts as none, also where it is written as a product.
/// </summary>
internal static class GemmWork
{
    /// <summary>
    /// Per sample: 2 per weight for each of forward, gradient of the weight and gradient of the input, none towards the batch itself; and as much for the
    /// cosines with the rows of its part of the batch and for their gradient, once: two products are made of it, and one would do.
    /// </summary>
    public static double PerSample(FeatureLayout layout, AutoencoderOptions options)
    {
        ParameterSet parameters = new(options.Seed);
        CompiledGraph.Build(parameters, new AutoencoderModel(layout, options).Define, TapePurpose.Training);
        HashSet<string> readTheBatch = [.. layout.Groups.Select(g => $"encoder.{g.Name}.weight")];
        if (!readTheBatch.IsSubsetOf(parameters.Select(p => p.Name))) throw new InvalidOperationException("The model names its layers otherwise.");
        double cosines = options.NeighbourWeight > 0 ? 2.0 * 2 * options.Dimension * options.BatchSize / options.Shards : 0;
        return cosines + parameters.Where(p => p.Shape.Length == 2).Sum(p => 2.0 * p.Value.Length * (readTheBatch.Contains(p.Name) ? 2 : 3));
    }
}
