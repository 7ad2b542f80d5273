using System.Runtime.InteropServices;

namespace UserRep.Training.Autoencoder;

/// <summary>How much the rows of a batch share with each other: what their nearest neighbours should be. One batch at a time.</summary>
internal sealed class SharedTastes
{
    // Every row's favourites of one kind, row after row; those that are the same are chained, each to the one before.
    private readonly List<Fan> _fans = [];
    private readonly List<(int Last, int Count)> _favourites = [];
    private readonly Dictionary<int, int> _places = [];

    /// <summary>
    /// Writes, row after row, each other row's part of all favourites that others share with the row, every kind of favourite weighing the
    /// same. A row sums to one; to less where it shares nothing of some kind; its part in itself is zero.
    /// </summary>
    /// <param name="tastes">Favourites by row and kind.</param>
    /// <param name="chosen">The N rows of the batch.</param>
    /// <param name="shares">Takes N × N numbers.</param>
    public void Write(int[][][] tastes, ReadOnlySpan<int> chosen, Span<float> shares)
    {
        shares = shares[..(chosen.Length * chosen.Length)];
        shares.Clear();
        int kinds = tastes[chosen[0]].Length;
        for (int kind = 0; kind < kinds; kind++)
        {
            FindFans(tastes, kind, chosen);
            AddKind(tastes, kind, 1f / kinds, chosen, shares);
        }
    }

    private void AddKind(int[][][] tastes, int kind, float weight, ReadOnlySpan<int> chosen, Span<float> shares)
    {
        ReadOnlySpan<Fan> left = CollectionsMarshal.AsSpan(_fans);
        for (int row = 0; row < chosen.Length; row++)
        {
            ReadOnlySpan<Fan> own = left[..tastes[chosen[row]][kind].Length];
            left = left[own.Length..];
            AddRow(row, own, weight, shares.Slice(row * chosen.Length, chosen.Length));
        }
    }

    private void AddRow(int row, ReadOnlySpan<Fan> own, float weight, Span<float> shares)
    {
        ReadOnlySpan<Fan> fans = CollectionsMarshal.AsSpan(_fans);
        int shared = 0;
        foreach (Fan fan in own)
        {
            shared += _favourites[fan.Favourite].Count - 1;
        }

        foreach (Fan fan in own)
        {
            for (int other = _favourites[fan.Favourite].Last; other >= 0; other = fans[other].Before)
            {
                if (fans[other].Row != row)
                {
                    shares[fans[other].Row] += weight / shared;
                }
            }
        }
    }

    /// <summary>Who in the batch has what among the favourites.</summary>
    private void FindFans(int[][][] tastes, int kind, ReadOnlySpan<int> chosen)
    {
        _fans.Clear();
        _favourites.Clear();
        _places.Clear();
        for (int row = 0; row < chosen.Length; row++)
        {
            foreach (int favourite in tastes[chosen[row]][kind])
            {
                ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, favourite, out bool isKnown);
                if (!isKnown)
                {
                    place = _favourites.Count;
                    _favourites.Add((Last: -1, Count: 0));
                }

                (int last, int count) = _favourites[place];
                _favourites[place] = (_fans.Count, count + 1);
                _fans.Add(new Fan(row, place, last));
            }
        }
    }

    /// <param name="Row">The row in the batch.</param>
    /// <param name="Favourite">The place of what it is a fan of.</param>
    /// <param name="Before">The place of the fan before of the same; -1 for none.</param>
    private readonly record struct Fan(int Row, int Favourite, int Before);
}
