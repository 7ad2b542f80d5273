using System.Numerics;

namespace UserRep.Training.Simulation;

/// <summary>
/// Random numbers from a 64-bit seed and a stream number: xoshiro256++ (Blackman and Vigna 2019) started by SplitMix64.
/// </summary>
/// <remarks>
/// <see cref="Random"/> takes 32 bits of seed, which repeat among a million users, and does not promise the same numbers in a
/// later runtime; a simulated data set is named by its seed and has to stay the same.
/// </remarks>
internal sealed class SeededRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spareGaussian = double.NaN;

    public SeededRandom(long seed, ulong stream)
    {
        ulong state = Mix((ulong)seed) ^ Mix(stream + Golden);
        _s0 = Mix(state += Golden);
        _s1 = Mix(state += Golden);
        _s2 = Mix(state += Golden);
        _s3 = Mix(state + Golden);
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="count"/>).</summary>
    public int NextInt(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    public bool Chance(double probability) => NextDouble() < probability;

    public double Between(double from, double to) => from + ((to - from) * NextDouble());

    public double Exponential(double mean) => -mean * Math.Log(1 - NextDouble());

    /// <summary>A standard normal number, by Marsaglia's polar method, which yields two at a time.</summary>
    public double Gaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }

        double x, y, square;
        do
        {
            x = (2 * NextDouble()) - 1;
            y = (2 * NextDouble()) - 1;
            square = (x * x) + (y * y);
        }
        while (square is >= 1 or 0);

        double scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spareGaussian = y * scale;
        return x * scale;
    }

    private ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
