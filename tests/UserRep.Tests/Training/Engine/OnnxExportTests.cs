using Microsoft.ML.OnnxRuntime;
using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class OnnxExportTests
{
    private const int Features = 20;
    private const int Rows = 33;

    [Theory]
    [InlineData((int)Activation.GeluTanh)]
    [InlineData((int)Activation.GeluErf)]
    [InlineData((int)Activation.Selu)]
    public void The_exported_encoder_equals_the_trained_graph(int activation)
    {
        var parameters = new ParameterSet(seed: 1);
        var trained = TrainAndEncode(parameters, (Activation)activation, out var features);
        var model = OnnxExport.Encoder(parameters, Features, (g, x) => Encode(g, x, (Activation)activation));
        var served = Run(model, features);
        Assert.Equal(trained.Length, served.Length);
        for (var i = 0; i < trained.Length; i++) Assert.Equal(trained[i], served[i], 1e-5f);
    }

    [Fact]
    public void The_exported_encoder_has_no_input_but_the_features()
    {
        var model = OnnxExport.Encoder(new ParameterSet(seed: 1), Features, (g, x) => Encode(g, x, Activation.GeluTanh));
        using var session = new InferenceSession(model);
        Assert.Equal(["features"], session.InputMetadata.Keys);
        Assert.Equal([-1, Features], session.InputMetadata["features"].Dimensions);
        Assert.Equal(["embedding"], session.OutputMetadata.Keys);
        Assert.Equal([-1, 6], session.OutputMetadata["embedding"].Dimensions);
    }

    [Fact]
    public void The_same_parameters_give_the_same_bytes()
    {
        byte[] Export(int seed) => OnnxExport.Encoder(new ParameterSet(seed), Features, (g, x) => Encode(g, x, Activation.GeluTanh));
        Assert.Equal(Export(1), Export(1));
        Assert.NotEqual(Export(1), Export(2));
    }

    private static Value Encode(Tape g, Value x, Activation activation)
    {
        var centred = g.Sub(x, g.Constant([.. Enumerable.Range(0, Features).Select(i => i / 10f)]));
        return g.Dense("code", g.Norm("norm", g.Activate(activation, g.Dense("hidden", centred, 16))), 6);
    }

    private static float[] TrainAndEncode(ParameterSet parameters, Activation activation, out float[] features)
    {
        using var session = new GradientSession(parameters, g =>
        {
            var x = g.Input("x", Features);
            g.Loss(g.Mse(g.Dense("decode", g.Output("z", Encode(g, x, activation)), Features), x));
        });
        using var batch = session.CreateBatch(Rows);
        Initialisers.FillNormal(batch["x"], 1, new Random(1));
        var adam = new Adam(parameters);
        for (var step = 0; step < 30; step++)
        {
            session.Step(batch, Rows);
            adam.Update(0.01f);
        }

        session.Step(batch, Rows);
        features = batch["x"].ToArray();
        return batch["z"].ToArray();
    }

    private static float[] Run(byte[] model, float[] features)
    {
        using var session = new InferenceSession(model);
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(features, [Rows, Features]);
        using var outputs = session.Run(options, ["features"], [input], ["embedding"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
