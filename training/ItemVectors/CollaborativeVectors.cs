using System.Runtime.InteropServices;
using UserRep.Training.Datasets;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.ItemVectors;

/// <summary>
/// Item vectors from what is used together: co-occurrence, positive PMI, truncated SVD.
/// Two views: items near each other in one sitting, and items near each other anywhere in a user's history.
/// </summary>
/// <remarks>
/// Counting is bounded by <see cref="ItemVectorOptions.MaximumPairs"/> and <see cref="ItemVectorOptions.MaximumDifferentPairs"/>:
/// users are taken in a random, seeded order until one of the two is reached, and the rest count nothing.
/// </remarks>
internal static class CollaborativeVectors
{
    /// <summary>Learns from events up to a moment; later events are never read.</summary>
    /// <param name="name">The modality's name.</param>
    /// <param name="table">The data set.</param>
    /// <param name="sittings">Whether a pause ends a sequence.</param>
    /// <param name="options">Window, pause, dimension and the like.</param>
    /// <param name="cancellation">Stops between two users and between two steps of the decomposition.</param>
    /// <returns>The vectors, or null if no two items with enough events stand near each other.</returns>
    public static ModalityVectors? Learn(
        string name, EventTable table, bool sittings, ItemVectorOptions options, CancellationToken cancellation = default)
    {
        int[] rows = FrequentItems(table, options);
        SparseMatrix matrix = Count(table, rows, sittings, options, cancellation);
        if (matrix.Values.Length == 0) return null;
        PositivePmi.Weigh(matrix);
        DenseMatrix factors = TruncatedSvd.RowFactors(matrix, options.Dimension, options.SingularValuePower, options.Seed, cancellation);
        return ModalityVectors.Unit(name, table.Catalogue.Count, rows, factors);
    }

    /// <summary>The items with enough events up to the moment.</summary>
    public static int[] FrequentItems(EventTable table, ItemVectorOptions options)
    {
        int[] counts = new int[table.Catalogue.Count];
        for (int i = 0; i < table.EventCount; i++)
        {
            if (table.Items[i] >= 0 && table.TimesMs[i] <= options.UntilMs) counts[table.Items[i]]++;
        }

        return [.. Enumerable.Range(0, counts.Length).Where(item => counts[item] >= options.MinimumEvents)];
    }

    private static SparseMatrix Count(EventTable table, int[] rows, bool sittings, ItemVectorOptions options, CancellationToken cancellation)
    {
        int[] places = Inverse(rows, table.Catalogue.Count);
        CooccurrenceCounter counter = new(rows.Length, sittings ? options.SittingWindow : options.HistoryWindow);
        List<int> sequence = [];
        foreach (int user in RandomOrder(table, options.Seed))
        {
            cancellation.ThrowIfCancellationRequested();
            if (counter.Counted >= options.MaximumPairs || counter.Different >= options.MaximumDifferentPairs) break;
            CountUser(table, user, sittings ? options.SittingPauseMs : long.MaxValue, options.UntilMs, places, sequence, counter);
        }

        return counter.ToMatrix();
    }

    private static int[] RandomOrder(EventTable table, int seed)
    {
        int[] users = [.. Enumerable.Range(0, table.UserCount)];
        Array.Sort(Array.ConvertAll(users, user => EventSample.Rank(table.UserIds[user], seed)), users);
        return users;
    }

    private static void CountUser(
        EventTable table, int user, long pauseMs, long untilMs, int[] places, List<int> sequence, CooccurrenceCounter counter)
    {
        sequence.Clear();
        long last = long.MinValue;
        for (int i = table.Offsets[user]; i < table.Offsets[user + 1] && table.TimesMs[i] <= untilMs; i++)
        {
            long time = table.TimesMs[i];
            if (last != long.MinValue && time - last > pauseMs) Flush(sequence, counter);
            last = time;
            if (table.Items[i] >= 0 && places[table.Items[i]] >= 0) sequence.Add(places[table.Items[i]]);
        }

        Flush(sequence, counter);
    }

    private static void Flush(List<int> sequence, CooccurrenceCounter counter)
    {
        counter.Add(CollectionsMarshal.AsSpan(sequence));
        sequence.Clear();
    }

    private static int[] Inverse(int[] rows, int items)
    {
        int[] places = new int[items];
        places.AsSpan().Fill(-1);
        for (int r = 0; r < rows.Length; r++) places[rows[r]] = r;
        return places;
    }
}
