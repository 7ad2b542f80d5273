using System.Diagnostics;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Training;
using UserRep.Client;
using UserRep.Model.Encoders;

namespace UserRep.Benchmarks.Service;

/// <summary>What the way from an event to its vector cannot do without, each part alone while nothing else is asked of the service.</summary>
/// <param name="Publish">One event published and acknowledged, one after the other, mean.</param>
/// <param name="Encode">A run of the encoder for one vector.</param>
/// <param name="Read">A read of one vector, one after the other, mean.</param>
internal sealed record LatencyParts(TimeSpan Publish, TimeSpan Encode, TimeSpan Read)
{
    private const int Seed = 11;

    public TimeSpan Sum => Publish + Encode + Read;

    public static async Task<LatencyParts> MeasureAsync(ServiceUnderLoad service, UserRepClient client, MeasuringOptions options, CancellationToken cancellation)
    {
        Random random = new(Seed);
        TimeSpan publish = await MeanAsync(options.Quick ? 100 : 1_000, () => client.PublishAsync([Load.SkewedEvent(random)], cancellation));
        await service.AppliedAsync(cancellation);
        await service.EncodedAsync(cancellation);
        TimeSpan read = await MeanAsync(options.Quick ? 500 : 5_000, () => client.GetAsync(Load.SkewedUser(random), null, cancellation).AsTask());
        return new LatencyParts(publish, EncodeTime(service.EncoderFile, options, cancellation), read);
    }

    /// <summary>As many before are not counted.</summary>
    private static async Task<TimeSpan> MeanAsync(int operations, Func<Task> operation)
    {
        await RepeatAsync(operations, operation);
        long started = Stopwatch.GetTimestamp();
        await RepeatAsync(operations, operation);
        return Stopwatch.GetElapsedTime(started) / operations;
    }

    private static async Task RepeatAsync(int times, Func<Task> operation)
    {
        for (int i = 0; i < times; i++)
        {
            await operation();
        }
    }

    private static TimeSpan EncodeTime(string file, MeasuringOptions options, CancellationToken cancellation)
    {
        using Encoder encoder = Encoder.Load(file);
        float[] features = RandomRows.Numbers(encoder.FeatureLength, seed: 1);
        float[] vector = new float[encoder.Dimension];
        Contender single = new("encoder", n =>
        {
            for (int i = 0; i < n; i++)
            {
                encoder.Encode(features, vector, 1);
            }
        });
        return TimeSpan.FromMicroseconds(Race.Run(options, cancellation, single)[0].Median / 1_000);
    }
}
