using System.Runtime.InteropServices;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.ItemVectors;

/// <summary>Counts, symmetrically, how often two items stand near each other in a sequence.</summary>
internal sealed class CooccurrenceCounter(int items, int window)
{
    private readonly Dictionary<(int Row, int Column), float> _counts = [];

    /// <summary>Counts every pair of different items at most <c>window</c> places apart.</summary>
    public void Add(ReadOnlySpan<int> sequence)
    {
        for (int i = 0; i < sequence.Length; i++)
        {
            int end = Math.Min(sequence.Length, i + window + 1);
            for (int j = i + 1; j < end; j++)
            {
                if (sequence[i] != sequence[j])
                {
                    Count(sequence[i], sequence[j]);
                    Count(sequence[j], sequence[i]);
                }
            }
        }
    }

    public SparseMatrix ToMatrix() => SparseMatrix.FromEntries(items, items, _counts);

    private void Count(int row, int column) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, (row, column), out _) += 1f;
}
