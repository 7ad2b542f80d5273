using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

/// <summary>A model of many parts at once: sampling, a softmax over items, and a KL term whose weight grows.</summary>
public sealed class VariationalAutoencoderTests
{
    private const int Items = 24;
    private const int Rows = 60;
    private const int Code = 4;

    [Fact]
    public void A_multinomial_autoencoder_finds_which_items_go_together()
    {
        var parameters = new ParameterSet(seed: 1);
        using var session = new GradientSession(parameters, Training);
        using var batch = session.CreateBatch(Rows);
        FillGroups(batch["items"]);
        var adam = new Adam(parameters);
        var (noise, loss) = (new Random(2), 0f);
        for (var step = 0; step < 300; step++)
        {
            Initialisers.FillNormal(batch["noise"], 1, noise);
            batch["beta"][0] = Math.Min(0.1f, step / 1000f);
            loss = session.Step(batch, Rows);
            adam.Update(0.01f);
        }

        // Six of a known group's eight items are the best a model can name: 6 ln 8 = 12.5; without groups 6 ln 24 = 19.1.
        Assert.InRange(loss, 10f, 14f);
    }

    private static void Training(Tape g)
    {
        var items = g.Input("items", Items);
        var hidden = g.Tanh(g.Dense("encode", items, 16));
        var (mean, logVariance) = (g.Dense("mean", hidden, Code), g.Dense("variance", hidden, Code));
        var code = g.Add(mean, g.Mul(g.Exp(g.Scale(logVariance, 0.5f)), g.Input("noise", Code)));
        var logits = g.Dense("items", g.Tanh(g.Dense("decode", code, 16)), Items);
        g.Loss(g.SoftmaxCrossEntropy(logits, items));
        g.Loss(g.GaussianKl(mean, logVariance), g.Scalar("beta"));
    }

    // Every row holds six of the eight items of one of three groups.
    private static void FillGroups(float[] items)
    {
        var random = new Random(1);
        for (var row = 0; row < Rows; row++)
            foreach (var item in Enumerable.Range(0, 8).OrderBy(_ => random.Next()).Take(6))
                items[(row * Items) + (row % 3 * 8) + item] = 1;
    }
}
