using System.Buffers.Binary;
using System.IO.Hashing;
using UserRep.Model.Features;
using UserRep.Tests.Model.Features;

namespace UserRep.Tests.Fuzzing;

/// <summary>States of users as snapshots have them.</summary>
/// <param name="isSealed">Whether the checksum is made to fit, so that what is behind it is read.</param>
internal sealed class SnapshotTarget(bool isSealed) : FuzzTarget
{
    private static readonly FeatureLayout _layout = new(TestSpecs.Small);
    private static readonly FeatureStateCodec _codec = new(_layout);
    private static readonly FeatureVectorizer _vectorizer = new(_layout);

    public override string Name => isSealed ? "snapshots that say they are whole" : "snapshots";

    public override int Share => 1_500;

    public override IReadOnlyList<byte[]> Samples { get; } = [Of(0), Of(1), Of(30)];

    public override void Read(byte[] input)
    {
        if (isSealed && input.Length >= _codec.Size)
        {
            input = input[.._codec.Size];
            BinaryPrimitives.WriteUInt64LittleEndian(input.AsSpan(^sizeof(ulong)..), XxHash64.HashToUInt64(input.AsSpan(..^sizeof(ulong))));
        }

        try
        {
            FeatureState state = new(_layout);
            _codec.Read(input, state);

            // What is taken for a state is one: a vector can be made of it.
            float[] features = new float[_layout.Length];
            _vectorizer.Vectorize(state, Math.Max(state.LastEventMs, 0), features);
            if (features.Any(f => !float.IsFinite(f)))
            {
                throw new InvalidOperationException("It was taken, and gives features that are no numbers.");
            }
        }
        catch (FeatureStateException)
        {
            // As it should be.
        }
    }

    private static byte[] Of(int events)
    {
        FeatureReducer reducer = new(_layout, new TestItems(TestSpecs.Small, TestEvents.Items));
        FeatureState state = TestEvents.Fold(reducer, _layout, Enumerable.Range(0, events).Select(i => new UserEvent(i % TestSpecs.Small.EventTypes.Count, i % TestEvents.Items, TestEvents.Start + (i * 100_000))));
        reducer.ApplyAttribute(state, "country", "DE", TestEvents.Start, 3);
        byte[] bytes = new byte[_codec.Size];
        _codec.Write(state, bytes);
        return bytes;
    }
}
