using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.ItemVectors;

/// <summary>Counts, symmetrically, how often two items stand near each other in a sequence.</summary>
internal sealed class CooccurrenceCounter(int items, int window)
{
    private readonly PairCounts _pairs = new();

    /// <summary>Gets how many pairs were counted, each as often as it came.</summary>
    public long Counted { get; private set; }

    /// <summary>Gets how many different pairs there are.</summary>
    public int Different => _pairs.Count;

    /// <summary>Counts every pair of different items at most <c>window</c> places apart.</summary>
    public void Add(ReadOnlySpan<int> sequence)
    {
        for (int i = 0; i < sequence.Length; i++)
        {
            int end = Math.Min(sequence.Length, i + window + 1);
            for (int j = i + 1; j < end; j++)
            {
                if (sequence[i] == sequence[j]) continue;
                _pairs.Add(sequence[i], sequence[j]);
                Counted++;
            }
        }
    }

    public SparseMatrix ToMatrix()
    {
        int[] starts = Starts();
        SparseMatrix matrix = new(items, items, starts, new int[starts[^1]], new float[starts[^1]]);
        int[] next = starts[..items];
        foreach ((int low, int high, float count) in _pairs.Pairs)
        {
            Set(matrix, next[low]++, high, count);
            Set(matrix, next[high]++, low, count);
        }

        Parallel.For(0, items, row => matrix.Indexes.AsSpan(starts[row]..starts[row + 1]).Sort(matrix.RowValues(row)));
        return matrix;
    }

    private int[] Starts()
    {
        int[] starts = new int[items + 1];
        foreach ((int low, int high, _) in _pairs.Pairs)
        {
            starts[low + 1]++;
            starts[high + 1]++;
        }

        for (int row = 0; row < items; row++) starts[row + 1] += starts[row];
        return starts;
    }

    private static void Set(SparseMatrix matrix, int at, int column, float count) => (matrix.Indexes[at], matrix.Values[at]) = (column, count);
}
