using System.IO.Hashing;
using CsCheck;
using UserRep.Model.Features;
using Xunit;

namespace UserRep.Tests.Model.Features;

public class FeatureStateCodecTests
{
    private static readonly FeatureLayout Layout = new(TestSpecs.Small);
    private static readonly FeatureReducer Reducer = new(Layout, new TestItems(TestSpecs.Small, TestEvents.Items));
    private static readonly FeatureStateCodec Codec = new(Layout);

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit() => TestEvents.Histories.Sample(events =>
    {
        FeatureState written = Filled(events);
        FeatureState read = new(Layout);
        Codec.Read(Bytes(Codec, written), read);
        Assert.Equal(Bits(written.Values), Bits(read.Values));
        Assert.Equal(written.Counts, read.Counts);
        Assert.Equal(written.Profile, read.Profile);
        Assert.Equal(
            (written.EventCount, written.UnknownItems, written.FirstEventMs, written.LastEventMs),
            (read.EventCount, read.UnknownItems, read.FirstEventMs, read.LastEventMs));
    });

    [Fact]
    public void A_state_of_the_served_size_takes_at_most_3584_bytes() =>
        Assert.InRange(new FeatureStateCodec(new FeatureLayout(TestSpecs.Served)).Size, 1, 3584);

    [Fact]
    public void Any_flipped_bits_of_any_byte_are_refused()
    {
        byte[] bytes = Bytes(Codec, Filled(SomeEvents));
        for (int i = 0; i < bytes.Length; i++)
        {
            foreach (byte flip in new byte[] { 0x01, 0x80, 0xff })
            {
                bytes[i] ^= flip;
                AssertRefused(bytes);
                bytes[i] ^= flip;
            }
        }
    }

    [Fact]
    public void Any_other_length_is_refused()
    {
        byte[] bytes = Bytes(Codec, Filled(SomeEvents));
        for (int length = 0; length < bytes.Length; length++)
        {
            AssertRefused(bytes[..length]);
        }

        AssertRefused([.. bytes, 0]);
    }

    [Fact]
    public void A_state_of_another_spec_is_refused_even_if_it_has_the_same_size()
    {
        FeatureLayout other = new(TestSpecs.Small with { Shrinkage = 5f });
        byte[] bytes = Bytes(new FeatureStateCodec(other), new FeatureState(other));
        Assert.Equal(Codec.Size, bytes.Length);
        AssertRefused(bytes);
    }

    [Fact]
    public void A_sound_checksum_does_not_vouch_for_numbers_that_no_fold_reaches()
    {
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Values[3] = float.NaN)));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Values[0] = float.PositiveInfinity)));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Values[0] = -1e30f)));
        Assert.All(Enumerable.Range(0, Layout.Accumulators.Scales), scale =>
        {
            AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Values[Layout.Accumulators.Mass(Layout.Accumulators.Block(scale), 1)] = -1f)));
            AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Values[Layout.Accumulators.Activity(Layout.Accumulators.Block(scale))] = -1f)));
        });
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Values[Layout.Accumulators.Mass(Layout.Accumulators.OnboardingOffset, 0)] = -1e-3f)));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Profile[0] = new ProfileValue(3, 0, 0))));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Profile[0] = new ProfileValue(-1, 0, 0))));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Profile[0] = new ProfileValue(0.5f, 0, 0))));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.Profile[1] = new ProfileValue(float.PositiveInfinity, 0, 0))));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.FirstEventMs = s.LastEventMs + 1)));
        AssertRefused(Bytes(Codec, Filled(SomeEvents, s => s.LastEventMs = long.MaxValue)));
    }

    [Fact]
    public void Another_form_is_refused()
    {
        byte[] bytes = Bytes(Codec, Filled(SomeEvents));
        bytes[4]++;
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 8), XxHash64.HashToUInt64(bytes.AsSpan(0, bytes.Length - 8)));
        AssertRefused(bytes);
    }

    [Fact]
    public void A_state_of_another_layout_is_neither_written_nor_filled()
    {
        FeatureState other = new(new FeatureLayout(TestSpecs.Served));
        Assert.Throws<ArgumentException>(() => Codec.Write(other, new byte[10_000]));
        Assert.Throws<ArgumentException>(() => Codec.Read(Bytes(Codec, new FeatureState(Layout)), other));
    }

    private static UserEvent[] SomeEvents { get; } =
        [new(TestSpecs.Listen, 1, TestEvents.Start), new(TestSpecs.Pick, 2, TestEvents.Start + 5), new(TestSpecs.Skip, UserEvent.UnknownItem, TestEvents.Start + 10)];

    private static FeatureState Filled(UserEvent[] events, Action<FeatureState>? then = null)
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, events);
        Reducer.ApplyAttribute(state, "country", "DE", TestEvents.Start, 3);
        Reducer.ApplyAttribute(state, "age", "34.25", TestEvents.Start, 4);
        then?.Invoke(state);
        return state;
    }

    private static byte[] Bytes(FeatureStateCodec codec, FeatureState state)
    {
        byte[] bytes = new byte[codec.Size];
        codec.Write(state, bytes);
        return bytes;
    }

    private static uint[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];

    private static void AssertRefused(byte[] bytes)
    {
        FeatureState state = Filled(SomeEvents);
        byte[] before = Bytes(Codec, state);
        Assert.Throws<FeatureStateException>(() => Codec.Read(bytes, state));
        Assert.Equal(before, Bytes(Codec, state));
    }
}
