using ParquetSharp;

namespace UserRep.Training.Datasets;

/// <summary>Reads whole column chunks without a string per row.</summary>
internal static class ColumnReading
{
    private const int Batch = 32 * 1024;

    /// <summary>Takes the value of one row.</summary>
    public delegate void TextSink(int row, ReadOnlySpan<byte> text, bool isNull);

    public static T[] Numbers<T>(RowGroupReader group, int column, int rows)
        where T : unmanaged
    {
        using var reader = (ColumnReader<T>)group.Column(column);
        var values = new T[rows];
        for (int read = 0; read < rows;)
        {
            int count = (int)reader.ReadBatch(rows - read, values.AsSpan(read), out _);
            if (count == 0) throw new IOException($"column {column} has {read} rows of {rows}");
            read += count;
        }

        return values;
    }

    public static long?[] OptionalTimes(RowGroupReader group, int column, int rows)
    {
        using var reader = (ColumnReader<long>)group.Column(column);
        var result = new long?[rows];
        var (values, levels) = (new long[Batch], new short[Batch]);
        for (int read = 0; read < rows;)
        {
            int count = (int)reader.ReadBatch(Math.Min(Batch, rows - read), levels, default, values, out _);
            if (count == 0) throw new IOException($"column {column} has {read} rows of {rows}");
            int present = 0;
            for (int i = 0; i < count; i++) result[read + i] = levels[i] == 1 ? values[present++] : null;
            read += count;
        }

        return result;
    }

    public static string?[] Strings(RowGroupReader group, int column, int rows)
    {
        using LogicalColumnReader<string?> reader = group.Column(column).LogicalReader<string?>();
        return reader.ReadAll(rows);
    }

    /// <summary>Hands each row's bytes to the sink; they are the file's own and valid only during the call.</summary>
    public static void Texts(RowGroupReader group, int column, int rows, TextSink sink)
    {
        using var reader = (ColumnReader<ByteArray>)group.Column(column);
        bool optional = reader.ColumnDescriptor.MaxDefinitionLevel > 0;
        var (values, levels) = (new ByteArray[Batch], new short[optional ? Batch : 0]);
        for (int read = 0; read < rows;)
        {
            int count = (int)reader.ReadBatch(Math.Min(Batch, rows - read), levels, default, values, out _);
            if (count == 0) throw new IOException($"column {column} has {read} rows of {rows}");
            Deliver(read, count, values, optional ? levels : null, sink);
            read += count;
        }
    }

    private static unsafe void Deliver(int start, int count, ByteArray[] values, short[]? levels, TextSink sink)
    {
        int present = 0;
        for (int i = 0; i < count; i++)
        {
            bool isNull = levels is not null && levels[i] == 0;
            ByteArray value = isNull ? default : values[present++];
            sink(start + i, new ReadOnlySpan<byte>((void*)value.Pointer, value.Length), isNull);
        }
    }
}
