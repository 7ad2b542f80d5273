using UserRep.Grains.Encoding;
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
        using MicroBatcher batcher = new("v1", encoder, new EncoderPoolOptions { MaxBatch = 16 });
        int poisoned = 0;
        int served = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            bool[] isPoison = [.. Enumerable.Range(0, 40).Select(_ => random.Next(10) == 0)];
            Task<float[]>[] vectors = [.. isPoison.Select(poison => batcher.EncodeAsync(Features(encoder, poison)))];
            await Task.WhenAny(Task.WhenAll(vectors));
            Assert.Equal(isPoison, vectors.Select(v => v.IsFaulted));
            Assert.All(vectors.Where(v => !v.IsFaulted), v => Assert.All(v.Result, number => Assert.Equal(throws ? 0.5f : MathF.Log(2), number, 1e-5f)));
            poisoned += isPoison.Count(p => p);
            served += isPoison.Count(p => !p);
        }

        Assert.True(poisoned > 100);
        Assert.True(batcher.Work.Runs < batcher.Work.Vectors / 2, "They did not go together.");
        Assert.True(batcher.Work.Vectors >= served);
    }

    [Fact]
    public async Task A_full_queue_says_so_and_what_was_taken_is_served()
    {
        using Encoder encoder = Encoder.FromBytes(PoisonBundle.Encoder(throws: false), "small");
        using MicroBatcher batcher = new("v1", encoder, new EncoderPoolOptions { MaxBatch = 1, MaxWaiting = 4 });
        List<Task<float[]>> taken = [];
        int refused = 0;
        for (int i = 0; i < 10_000 && refused == 0; i++)
        {
            try
            {
                taken.Add(batcher.EncodeAsync(Features(encoder, isPoison: false)));
            }
            catch (EncoderBusyException busy)
            {
                Assert.Contains("v1", busy.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.Equal(1, refused);
        Assert.All(await Task.WhenAll(taken), v => Assert.Equal(PoisonBundle.Dimension, v.Length));
    }

    private static float[] Features(Encoder encoder, bool isPoison)
    {
        float[] features = new float[encoder.FeatureLength];
        features[PoisonBundle.Feature] = isPoison ? 1 : 0;
        return features;
    }
}
