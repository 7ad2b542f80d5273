using UserRep.Grains.Users;
using UserRep.Model.Features;

namespace UserRep.Tests.Fuzzing;

/// <summary>States of users as they are packed in snapshots.</summary>
internal sealed class PackedStateTarget : FuzzTarget
{
    private const int Size = 1_000;

    public override string Name => "packed states";

    public override int Share => 500;

    public override IReadOnlyList<byte[]> Samples { get; } = [PackedState.Pack(new byte[Size]), PackedState.Pack(Noise()), PackedState.Pack([])];

    public override void Read(byte[] input)
    {
        try
        {
            byte[] state = PackedState.Unpack(input, Size);
            if (!PackedState.Unpack(PackedState.Pack(state), Size).AsSpan().SequenceEqual(state))
            {
                throw new InvalidOperationException("It was taken, and is not what comes back when it is packed again.");
            }
        }
        catch (FeatureStateException)
        {
            // As it should be.
        }
    }

    private static byte[] Noise()
    {
        byte[] state = new byte[Size];
        new Random(1).NextBytes(state);
        return state;
    }
}
