using System.Buffers.Binary;

namespace UserRep.Tests.Fuzzing;

/// <summary>Makes inputs that are nearly right of ones that are: bits, numbers, pieces and words are changed, left out, doubled and put elsewhere.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> words, Random random)
{
    private const int MaxLength = 1 << 16;
    private const int MaxPiece = 200;
    private const int MaxRepeats = 400;
    private const int MaxChanges = 6;

    private static readonly long[] _numbers = [0, 1, -1, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    public byte[] Next()
    {
        byte[] input = [.. Any(samples)];
        for (int changes = random.Next(MaxChanges + 1); changes > 0; changes--)
        {
            input = Change(input);
        }

        return input.Length > MaxLength ? input[..MaxLength] : input;
    }

    private byte[] Change(byte[] input) => random.Next(9) switch
    {
        0 => Flip(input),
        1 => Write(input, [(byte)random.Next(256)]),
        2 => Write(input, Number()),
        3 => Put(input, Number()),
        4 => input[..random.Next(input.Length + 1)],
        5 => Cut(input),
        6 => Put(input, Piece(input)),
        7 => Put(input, Piece(Any(samples))),
        _ => Word(input),
    };

    private byte[] Flip(byte[] input)
    {
        if (input.Length > 0)
        {
            input[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
        }

        return input;
    }

    private byte[] Word(byte[] input)
    {
        if (words.Count == 0)
        {
            return Flip(input);
        }

        byte[] word = Any(words);
        return random.Next(4) switch
        {
            0 => Put(input, [.. Enumerable.Repeat(word, random.Next(MaxRepeats)).SelectMany(w => w)]),
            1 => Write(input, word),
            _ => Put(input, word),
        };
    }

    /// <summary>A number that is the first or the last of its kind, as long as it may be.</summary>
    private byte[] Number()
    {
        byte[] bytes = new byte[sizeof(long)];
        long number = _numbers[random.Next(_numbers.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes[..(1 << random.Next(4))];
    }

    private byte[] Piece(byte[] input)
    {
        int start = random.Next(input.Length + 1);
        return input[start..Math.Min(input.Length, start + random.Next(MaxPiece))];
    }

    private byte[] Cut(byte[] input)
    {
        int start = random.Next(input.Length + 1);
        return [.. input[..start], .. input[Math.Min(input.Length, start + random.Next(MaxPiece))..]];
    }

    private byte[] Put(byte[] input, byte[] piece)
    {
        int at = random.Next(input.Length + 1);
        return [.. input[..at], .. piece, .. input[at..]];
    }

    private byte[] Write(byte[] input, byte[] piece)
    {
        int at = random.Next(input.Length + 1);
        piece.AsSpan(0, Math.Min(piece.Length, input.Length - at)).CopyTo(input.AsSpan(at));
        return input;
    }

    private byte[] Any(IReadOnlyList<byte[]> all) => all[random.Next(all.Count)];
}
