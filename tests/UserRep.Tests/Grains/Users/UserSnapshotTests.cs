using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CsCheck;
using UserRep.EventLog.Events;
using UserRep.Grains.Users;
using UserRep.Model.Features;
using UserRep.Tests.Training.Train;
using Xunit;

namespace UserRep.Tests.Grains.Users;

public sealed class UserSnapshotTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IDisposable
{
    private const int Head = 33;

    // What says that the packing ends.
    private const int EndBytes = 4;

    private readonly MusicSpace _music = new(set);

    public void Dispose() => _music.Dispose();

    [Fact]
    public void Bytes_of_any_length_come_back_as_they_were() => Gen.Byte.Array[0, 5_000].Sample(
        state => Assert.Equal(state, PackedState.Unpack(PackedState.Pack(state), state.Length)), iter: 2_000);

    [Fact]
    public void A_state_of_another_size_is_refused() => Gen.Select(Gen.Byte.Array[1, 500], Gen.Int[-1, 1]).Where(c => c.Item2 != 0).Sample(
        (state, more) => Assert.Throws<FeatureStateException>(() => PackedState.Unpack(PackedState.Pack(state), state.Length + more)), iter: 500);

    [Fact]
    public void Numbers_of_like_size_take_less_and_nothing_takes_next_to_nothing()
    {
        Random random = new(3);
        float[] sums = [.. Enumerable.Range(0, 1_000).Select(i => i < 750 ? (float)(random.NextDouble() - 0.5) : 0)];
        byte[] state = [.. MemoryMarshal.AsBytes(sums.AsSpan())];

        // Of 750 numbers the three lower bytes are noise, and the upper one a third of a byte or so; 250 are nothing.
        Assert.InRange(PackedState.Pack(state).Length, 2_250, 3_000);
        Assert.InRange(PackedState.Pack(new byte[4_000]).Length, 1, 100);
    }

    [Fact]
    public void A_snapshot_of_any_history_is_read_bit_for_bit() => Gen.Select(Gen.Int, Gen.Int[1, 60]).Sample(
        (seed, events) =>
        {
            UserFold fold = Fold(RandomHistory.Of(new Random(seed), _music.Items, events));
            byte[] stored = UserSnapshot.Write(fold);
            FeatureState state = new(_music.Space.Layout);

            UserSnapshot read = UserSnapshot.Read(stored, _music.Space.Codec, state);

            Assert.Equal((fold.EventCount, fold.FirstEventMs, fold.LastEventMs), (read.EventCount, read.FirstEventMs, read.LastEventMs));
            Assert.Equal(Bytes(fold.State), Bytes(state));
        },
        iter: 300);

    [Fact]
    public void A_snapshot_that_is_damaged_or_cut_off_is_refused_and_leaves_the_state_as_it_was() => Gen.Select(Gen.Int, Gen.Int[1, 30]).Sample(
        (seed, events) =>
        {
            Random random = new(seed);
            UserFold fold = Fold(RandomHistory.Of(random, _music.Items, events));
            byte[] sound = UserSnapshot.Write(fold);
            byte[] damaged = [.. sound];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            FeatureState state = new(_music.Space.Layout);
            byte[] before = Bytes(state);

            Assert.Throws<FeatureStateException>(() => UserSnapshot.Read(sound.AsMemory(0, random.Next(sound.Length - EndBytes)), _music.Space.Codec, state));
            Assert.Equal(before, Bytes(state));

            // A bit at the end of the packing, or the end itself, says nothing of the state; whatever is read is what was written.
            foreach (ReadOnlyMemory<byte> bytes in (ReadOnlyMemory<byte>[])[damaged, sound.AsMemory(0, sound.Length - 1)])
            {
                FeatureState read = new(_music.Space.Layout);
                if (Record.Exception(() => UserSnapshot.Read(bytes, _music.Space.Codec, read)) is { } error)
                {
                    Assert.IsType<FeatureStateException>(error);
                    Assert.Equal(before, Bytes(read));
                }
                else
                {
                    Assert.Equal(Bytes(fold.State), Bytes(read));
                }
            }
        },
        iter: 2_000);

    [Fact]
    public void What_an_earlier_release_stored_is_read()
    {
        UserFold fold = Fold(RandomHistory.Of(new Random(5), _music.Items, 20));
        byte[] stored = [1, .. UserSnapshot.Write(fold).AsSpan(1, Head - 1), .. Bytes(fold.State)];
        BinaryPrimitives.WriteUInt64LittleEndian(stored.AsSpan(25), XxHash64.HashToUInt64(stored.AsSpan(0, 25)));
        FeatureState state = new(_music.Space.Layout);

        UserSnapshot read = UserSnapshot.Read(stored, _music.Space.Codec, state);

        Assert.Equal(fold.EventCount, read.EventCount);
        Assert.Equal(Bytes(fold.State), Bytes(state));
    }

    private UserFold Fold(IReadOnlyList<LogEvent> events)
    {
        UserFold fold = new(_music.Space);
        Assert.True(fold.TryFollow(events));
        return fold;
    }

    private byte[] Bytes(FeatureState state)
    {
        byte[] bytes = new byte[_music.Space.Codec.Size];
        _music.Space.Codec.Write(state, bytes);
        return bytes;
    }
}
