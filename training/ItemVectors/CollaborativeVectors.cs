using UserRep.Training.Datasets;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.ItemVectors;

/// <summary>
/// Item vectors from what is used together: co-occurrence, positive PMI, truncated SVD.
/// Two views: items near each other in one sitting, and items near each other anywhere in a user's history.
/// </summary>
internal static class CollaborativeVectors
{
    /// <summary>Learns from events up to a moment; later events are never read.</summary>
    /// <param name="name">The modality's name.</param>
    /// <param name="table">The data set.</param>
    /// <param name="sittings">Whether a pause ends a sequence.</param>
    /// <param name="options">Window, pause, dimension and the like.</param>
    public static ModalityVectors Learn(string name, EventTable table, bool sittings, ItemVectorOptions options)
    {
        int[] rows = FrequentItems(table, options);
        int[] places = Inverse(rows, table.Catalogue.Count);
        CooccurrenceCounter counter = new(rows.Length, sittings ? options.SittingWindow : options.HistoryWindow);
        List<int> sequence = [];
        for (int user = 0; user < table.UserCount; user++)
        {
            CountUser(table, user, sittings ? options.SittingPauseMs : long.MaxValue, options.UntilMs, places, sequence, counter);
        }

        SparseMatrix matrix = counter.ToMatrix();
        PositivePmi.Weigh(matrix);
        DenseMatrix factors = TruncatedSvd.RowFactors(matrix, options.Dimension, options.SingularValuePower, options.Seed);
        return ModalityVectors.Unit(name, table.Catalogue.Count, rows, factors);
    }

    /// <summary>The items with enough events up to the moment.</summary>
    public static int[] FrequentItems(EventTable table, ItemVectorOptions options)
    {
        int[] counts = new int[table.Catalogue.Count];
        for (int i = 0; i < table.EventCount; i++)
        {
            if (table.Items[i] >= 0 && table.TimesMs[i] <= options.UntilMs)
            {
                counts[table.Items[i]]++;
            }
        }

        return [.. Enumerable.Range(0, counts.Length).Where(item => counts[item] >= options.MinimumEvents)];
    }

    private static void CountUser(
        EventTable table, int user, long pauseMs, long untilMs, int[] places, List<int> sequence, CooccurrenceCounter counter)
    {
        sequence.Clear();
        long last = long.MinValue;
        foreach (int i in Indexes(table.EventsOf(user)))
        {
            long time = table.TimesMs[i];
            if (time > untilMs)
            {
                break;
            }

            if (last != long.MinValue && time - last > pauseMs)
            {
                Flush(sequence, counter);
            }

            last = time;
            if (table.Items[i] >= 0 && places[table.Items[i]] >= 0)
            {
                sequence.Add(places[table.Items[i]]);
            }
        }

        Flush(sequence, counter);
    }

    private static void Flush(List<int> sequence, CooccurrenceCounter counter)
    {
        counter.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sequence));
        sequence.Clear();
    }

    private static IEnumerable<int> Indexes(Range range)
    {
        for (int i = range.Start.Value; i < range.End.Value; i++)
        {
            yield return i;
        }
    }

    private static int[] Inverse(int[] rows, int items)
    {
        int[] places = new int[items];
        places.AsSpan().Fill(-1);
        for (int r = 0; r < rows.Length; r++)
        {
            places[rows[r]] = r;
        }

        return places;
    }
}
