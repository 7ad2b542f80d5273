using ParquetSharp;

namespace UserRep.Training.Embed;

/// <summary>Writes vectors as Parquet: <c>user, at, vector, event_count, version, embedding_space</c>.</summary>
internal sealed class EmbeddingFile : IDisposable
{
    private const string Vector = "vector";

    private readonly ParquetFileWriter _file;
    private readonly string _version;
    private readonly string _space;
    private readonly int _dimension;

    public EmbeddingFile(string path, string version, string space, int dimension)
    {
        (_version, _space, _dimension) = (version, space, dimension);
        using var builder = new WriterPropertiesBuilder();

        // Numbers of a vector hardly repeat: a dictionary of them costs time and gains nothing, and so does strong compression.
        using WriterProperties properties = builder.Compression(Compression.Snappy).DisableDictionary($"{Vector}.list.item").Build();
        _file = new ParquetFileWriter(path, Columns(), properties);
    }

    /// <summary>Writes one row group.</summary>
    public void Write(ReadOnlySpan<EmbeddedMoment> rows, ReadOnlySpan<float> vectors)
    {
        EmbeddedMoment[] all = rows.ToArray();
        float[][] cut = new float[all.Length][];
        for (int i = 0; i < cut.Length; i++) cut[i] = vectors.Slice(i * _dimension, _dimension).ToArray();
        using RowGroupWriter group = _file.AppendRowGroup();
        WriteColumn(group, Array.ConvertAll(all, row => row.UserId));
        WriteColumn(group, Array.ConvertAll(all, row => DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs).UtcDateTime));
        WriteColumn(group, cut);
        WriteColumn(group, Array.ConvertAll(all, row => row.Events));
        WriteColumn(group, Array.ConvertAll(all, _ => _version));
        WriteColumn(group, Array.ConvertAll(all, _ => _space));
    }

    public void Complete() => _file.Close();

    public void Dispose() => _file.Dispose();

    private static Column[] Columns() =>
    [
        new Column<string>("user"),
        new Column<DateTime>("at", LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Millis)),
        new Column<float[]>(Vector),
        new Column<int>("event_count"),
        new Column<string>("version"),
        new Column<string>("embedding_space"),
    ];

    private static void WriteColumn<T>(RowGroupWriter group, T[] values)
    {
        using LogicalColumnWriter<T> column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }
}
