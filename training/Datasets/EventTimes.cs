namespace UserRep.Training.Datasets;

/// <summary>Questions about the times of a data set's events, answered from that one column in bounded memory.</summary>
internal static class EventTimes
{
    // One year is cut into half minutes.
    private const int Buckets = 1 << 20;
    private const int TimeColumn = 3;

    /// <summary>How many events there are up to a moment.</summary>
    public static long CountUntil(Dataset dataset, long untilMs, CancellationToken cancellation)
    {
        long count = 0;
        foreach (long[] times in Read(dataset, cancellation))
        {
            foreach (long time in times) count += time <= untilMs ? 1 : 0;
        }

        return count;
    }

    /// <summary>The moment by which a share of the events have happened, to a millionth of the span.</summary>
    public static long Quantile(Dataset dataset, double share, CancellationToken cancellation)
    {
        (long first, long last) = (dataset.Info.FirstEventMs ?? 0, dataset.Info.LastEventMs ?? 0);
        double width = Math.Max(1, (last - first + 1d) / Buckets);
        long[] counts = new long[Buckets];
        foreach (long[] times in Read(dataset, cancellation))
        {
            foreach (long time in times) counts[Math.Clamp((int)((time - first) / width), 0, Buckets - 1)]++;
        }

        return Math.Min(last, first + (long)(BucketsBefore(counts, share * dataset.Info.Events) * width));
    }

    private static int BucketsBefore(long[] counts, double wanted)
    {
        long seen = 0;
        int bucket = 0;
        while (bucket < counts.Length && seen < wanted) seen += counts[bucket++];
        return bucket;
    }

    private static IEnumerable<long[]> Read(Dataset dataset, CancellationToken cancellation)
    {
        using ParquetFile file = ParquetFile.Open(Path.Combine(dataset.Folder, DatasetFiles.Events), EventsReader.Columns);
        for (int group = 0; group < file.Groups; group++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return file.Read(group, (rows, count) => ColumnReading.Numbers<long>(rows, TimeColumn, count));
        }
    }
}
