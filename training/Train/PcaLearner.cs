using UserRep.Training.Autoencoder;
using UserRep.Training.Engine;
using UserRep.Training.Pca;
using UserRep.Training.Rows;

namespace UserRep.Training.Train;

/// <summary>The linear encoder: normalisation and a projection on principal components.</summary>
/// <param name="dimension">Numbers in the user vector; no more than there are features.</param>
/// <param name="lossWeights">What each number's squared error weighs, as in the autoencoder's loss, so that the two can be compared.</param>
internal sealed class PcaLearner(int dimension, float[] lossWeights)
{
    // Enough for a covariance of a thousand features; all rows would take minutes and change nothing.
    private const int MostRows = 20_000;

    public LearnedEncoder Learn(TrainingRows rows, FeatureNormaliser normaliser)
    {
        PrincipalComponents components = PrincipalComponents.Fit(RowSubset.Targets(rows, MostRows), dimension);
        return new LearnedEncoder(
            Export(components, normaliser), [], HeldOutLoss(components, rows), row => Vector(components, normaliser, row));
    }

    private static byte[] Export(PrincipalComponents components, FeatureNormaliser normaliser)
    {
        float[] weights = [.. components.Directions.SelectMany(direction => direction)];
        int[] shape = [components.Directions.Length, components.Dimension];
        return OnnxExport.Encoder(new ParameterSet(seed: 0), shape[0], (g, x) => g.MatMul(
            g.Mul(g.Sub(x, g.Constant(normaliser.Means)), g.Constant(normaliser.Scales)),
            g.Parameter("projection", shape, Initialisers.From(weights))));
    }

    private double HeldOutLoss(PrincipalComponents components, TrainingRows rows)
    {
        double[] losses = new double[rows.Count];
        Parallel.For(0, rows.Count, row => losses[row] = rows.HeldOut[row] ? Loss(components, rows, row) : 0);
        return losses.Sum() / Math.Max(1, rows.HeldOut.Count(heldOut => heldOut));
    }

    private double Loss(PrincipalComponents components, TrainingRows rows, int row)
    {
        float[] vector = new float[components.Dimension];
        components.Project(rows.Input(row), vector);
        ReadOnlySpan<float> target = rows.Target(row);
        double loss = 0;
        for (int f = 0; f < target.Length; f++)
        {
            double error = System.Numerics.Tensors.TensorPrimitives.Dot<float>(components.Directions[f], vector) - target[f];
            loss += lossWeights[f] * error * error;
        }

        return loss / target.Length;
    }

    private static float[] Vector(PrincipalComponents components, FeatureNormaliser normaliser, float[] row)
    {
        float[] features = [.. row];
        normaliser.Apply(features);
        float[] vector = new float[components.Dimension];
        components.Project(features, vector);
        return vector;
    }
}
