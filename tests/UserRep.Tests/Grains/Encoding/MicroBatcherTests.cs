using UserRep.Grains.Encoding;
using UserRep.Grains.Metrics;
using UserRep.Model.Encoders;
using Xunit;

namespace UserRep.Tests.Grains.Encoding;

public class MicroBatcherTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_goes_together_with_poison_is_served_all_the_same(bool throws)
    {
        using Encoder encoder = Encoder.FromBytes(PoisonBundle.Encoder(throws), "poisonous");
        using ServiceMeter service = new();
        EncodeMeter meter = new(service, TimeProvider.System);
        using MicroBatcher batcher = new("v1", encoder, new EncoderPoolOptions { MaxBatch = 16 }, meter);
        int poisoned = 0;
        int served = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            bool[] isPoison = [.. Enumerable.Range(0, 40).Select(_ => random.Next(10) == 0)];
            using GatedFeatures gate = new(encoder.FeatureLength);
            Task<float[]> ahead = batcher.EncodeAsync(gate.Memory);
            gate.WaitUntilRead();
            Task<float[]>[] vectors = [.. isPoison.Select(poison => batcher.EncodeAsync(Features(encoder, poison)))];
            gate.Open();
            await ahead;
            await Task.WhenAny(Task.WhenAll(vectors));
            Assert.Equal(isPoison, vectors.Select(v => v.IsFaulted));
            Assert.All(vectors.Where(v => !v.IsFaulted), v => Assert.All(v.Result, number => Assert.Equal(throws ? 0.5f : MathF.Log(2), number, 1e-5f)));
            poisoned += isPoison.Count(p => p);
            served += isPoison.Count(p => !p);
        }

        Assert.True(poisoned > 100);
        Assert.True(batcher.Work.Runs < batcher.Work.Vectors / 2, "They did not go together.");
        Assert.True(batcher.Work.Vectors >= served);

        // Whatever goes together, everybody is counted once. The one ahead of each round is well.
        EncodeReport counted = meter.Report();
        Assert.Equal(throws ? (poisoned, 0) : (0, poisoned), (counted.Errors, counted.NotFinite));
        Assert.Equal((served + poisoned + 100, counted.Encodes), (counted.Encodes, counted.Latencies.Sum()));
    }

    [Fact]
    public async Task A_full_queue_says_so_and_what_was_taken_is_served()
    {
        using Encoder encoder = Encoder.FromBytes(PoisonBundle.Encoder(throws: false), "small");
        using ServiceMeter service = new();
        using MicroBatcher batcher = new("v1", encoder, new EncoderPoolOptions { MaxBatch = 1, MaxWaiting = 4 }, new EncodeMeter(service, TimeProvider.System));
        using GatedFeatures gate = new(encoder.FeatureLength);
        List<Task<float[]>> taken = [batcher.EncodeAsync(gate.Memory)];
        gate.WaitUntilRead();
        for (int i = 0; i < 4; i++)
        {
            taken.Add(batcher.EncodeAsync(Features(encoder, isPoison: false)));
        }

        EncoderBusyException busy = Assert.Throws<EncoderBusyException>(() => { _ = batcher.EncodeAsync(Features(encoder, isPoison: false)); });
        Assert.Contains("v1", busy.Message, StringComparison.Ordinal);
        gate.Open();
        Assert.All(await Task.WhenAll(taken), v => Assert.Equal(PoisonBundle.Dimension, v.Length));
    }

    private static float[] Features(Encoder encoder, bool isPoison)
    {
        float[] features = new float[encoder.FeatureLength];
        features[PoisonBundle.Feature] = isPoison ? 1 : 0;
        return features;
    }
}
