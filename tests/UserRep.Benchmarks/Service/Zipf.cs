namespace UserRep.Benchmarks.Service;

/// <summary>Numbers by Zipf's law: number k, from 0, is drawn in proportion to 1 / (k + 1)^exponent.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulative;

    public Zipf(int count, double exponent)
    {
        _cumulative = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            _cumulative[k] = sum += Math.Pow(k + 1, -exponent);
        }
    }

    public int Next(Random random)
    {
        int at = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, _cumulative.Length - 1);
    }
}
