using Microsoft.ML.OnnxRuntime;
using UserRep.Model.Bundles;
using UserRep.Model.Encoders;
using Xunit;

namespace UserRep.Tests.Model.Encoders;

public sealed class EncoderTests(ITestOutputHelper output)
{
    private const int F = 48;
    private const int D = 12;

    private readonly byte[] _model = TinyOnnx.Layer(F, D);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void It_gives_what_a_bare_session_gives(int n)
    {
        float[] features = Rows(n, 5);
        using Encoder encoder = Load();
        Assert.Equal((F, D), (encoder.FeatureLength, encoder.Dimension));
        float[] vectors = new float[n * D];
        Assert.Equal(0, encoder.Encode(features, vectors, n));
        Assert.Equal(Bare(features, n), vectors);
    }

    [Fact]
    public void A_call_beyond_the_largest_batch_is_cut_into_pieces()
    {
        float[] features = Rows(25, 6);
        using Encoder cut = Load(new EncoderOptions { MaxBatch = 8 });
        float[] vectors = new float[25 * D];
        cut.Encode(features, vectors, 25);
        float[] whole = Bare(features, 25);
        Assert.All(Enumerable.Range(0, vectors.Length), i => Assert.Equal(whole[i], vectors[i], 1e-5f));
    }

    [Fact]
    public void No_rows_do_nothing()
    {
        using Encoder encoder = Load();
        Assert.Equal(0, encoder.Encode([], [], 0));
    }

    [Theory]
    [InlineData(2 * F, (2 * D) - 1, 2)]
    [InlineData((2 * F) + 1, 2 * D, 2)]
    [InlineData(F, D, 2)]
    [InlineData(F, D, 0)]
    public void Wrong_lengths_are_refused_with_the_sizes(int features, int vectors, int n)
    {
        using Encoder encoder = Load();
        ArgumentException error = Assert.Throws<ArgumentException>(() => encoder.Encode(new float[features], new float[vectors], n));
        Assert.Contains($"{n} rows of ", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode([], [], -1));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_counted_by_row()
    {
        using Encoder encoder = Load();
        float[] features = Rows(4, 7);
        features[F + 3] = float.NaN;
        features[(3 * F) + 3] = float.NaN;
        float[] vectors = new float[4 * D];
        Assert.Equal(2, encoder.Encode(features, vectors, 4));
        Assert.True(float.IsNaN(vectors[D]));
    }

    [Fact]
    public void Parallel_calls_give_the_same_bits()
    {
        using Encoder encoder = Load();
        float[] features = Rows(16, 8);
        float[] expected = new float[16 * D];
        encoder.Encode(features, expected, 16);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            float[] vectors = new float[16 * D];
            encoder.Encode(features, vectors, 16);
            Assert.Equal(expected, vectors);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    public void A_call_allocates_less_than_a_kilobyte(int n)
    {
        const int Calls = 200;
        using Encoder encoder = Load();
        float[] features = Rows(n, 9);
        float[] vectors = new float[n * D];
        for (int i = 0; i < 10; i++) encoder.Encode(features, vectors, n);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++) encoder.Encode(features, vectors, n);
        long perCall = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        output.WriteLine($"{perCall} bytes a call of {n} rows");
        Assert.InRange(perCall, 0, 1024);
    }

    [Fact]
    public void Models_of_another_shape_are_refused()
    {
        Assert.Contains("float32", Refuse(TinyOnnx.Layer(F, D, elementType: TinyOnnx.Double)), StringComparison.Ordinal);
        Assert.Contains("free N", Refuse(TinyOnnx.Layer(F, D, batch: "1")), StringComparison.Ordinal);
        Refuse(TinyOnnx.Layer(F, D, operation: "NoSuchOperator"));
        Refuse([1, 2, 3]);
        Refuse([]);
        Refuse(_model[..^20]);
    }

    [Fact]
    public void A_missing_file_is_refused_by_name()
        => Assert.Equal("nothing.onnx", Assert.Throws<BundleException>(() => Encoder.Load("nothing.onnx")).File);

    [Fact]
    public async Task Closing_beside_calls_lets_them_end()
    {
        Encoder encoder = Load();
        float[] features = Rows(16, 8);
        using CountdownEvent running = new(3);
        Task[] callers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            float[] vectors = new float[16 * D];
            encoder.Encode(features, vectors, 16);
            running.Signal();
            Assert.Throws<ObjectDisposedException>(() => EncodeForEver(encoder, features, vectors));
        }))];
        running.Wait(TestContext.Current.CancellationToken);
        encoder.Dispose();
        encoder.Dispose();
        await Task.WhenAll(callers);
    }

    private static float[] Rows(int n, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, n * F).Select(_ => (float)random.NextDouble() - 0.5f)];
    }

    private static void EncodeForEver(Encoder encoder, float[] features, float[] vectors)
    {
        while (true) encoder.Encode(features, vectors, 16);
    }

    private static string Refuse(byte[] model)
    {
        BundleException error = Assert.Throws<BundleException>(() => Encoder.FromBytes(model, "bad.onnx").Dispose());
        Assert.Equal("bad.onnx", error.File);
        return error.Reason;
    }

    private Encoder Load(EncoderOptions? options = null) => Encoder.FromBytes(_model, "tiny.onnx", options);

    private float[] Bare(float[] features, int n)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1 };
        using InferenceSession session = new(_model, options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(features, [n, F]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["x"], [input], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
