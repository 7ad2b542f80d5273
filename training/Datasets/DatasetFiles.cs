using ParquetSharp;
using ParquetSharp.Schema;

namespace UserRep.Training.Datasets;

/// <summary>The files of a data set folder and their columns.</summary>
internal static class DatasetFiles
{
    public const string Info = "dataset.json";
    public const string Events = "events.parquet";
    public const string Items = "items.parquet";
    public const string Users = "users.parquet";
    public const string UserColumn = "user";
    public const string KnownSinceColumn = "known_since";

    /// <summary>The events of one user stand in one row group, so this is a target, not a bound.</summary>
    public const int EventsPerRowGroup = 512 * 1024;

    public static GroupNode EventSchema() => Schema(
        Text(UserColumn, Repetition.Required),
        Text("item", Repetition.Optional),
        Text("type", Repetition.Required),
        Time("time", Repetition.Required),
        new PrimitiveNode("value", Repetition.Required, LogicalType.None(), PhysicalType.Float));

    public static GroupNode UserSchema(IEnumerable<string> attributes) => Schema(
    [
        Text(UserColumn, Repetition.Required),
        Time(KnownSinceColumn, Repetition.Optional),
        .. attributes.Select(name => Text(name, Repetition.Optional)),
    ]);

    public static Column[] ItemColumns() => [new Column<string>("id"), new Column<string[]>("tags"), new Column<float[]>("vector")];

    public static ParquetFileWriter Create(string path, GroupNode schema)
    {
        using WriterProperties properties = Properties();
        return new ParquetFileWriter(path, schema, properties);
    }

    public static ParquetFileWriter Create(string path, Column[] columns)
    {
        using WriterProperties properties = Properties();
        return new ParquetFileWriter(path, columns, properties);
    }

    // Checksums find the flipped bit that decompression lets through; the large dictionary keeps item ids encoded as numbers.
    private static WriterProperties Properties()
    {
        using var builder = new WriterPropertiesBuilder();
        return builder.Compression(Compression.Zstd).CompressionLevel(3).EnablePageChecksum().DictionaryPagesizeLimit(16 << 20).Build();
    }

    private static GroupNode Schema(params IReadOnlyList<Node> columns) => new("schema", Repetition.Required, columns);

    private static PrimitiveNode Text(string name, Repetition repetition) =>
        new(name, repetition, LogicalType.String(), PhysicalType.ByteArray);

    private static PrimitiveNode Time(string name, Repetition repetition) =>
        new(name, repetition, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Millis), PhysicalType.Int64);
}
