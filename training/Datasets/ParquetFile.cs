using ParquetSharp;

namespace UserRep.Training.Datasets;

/// <summary>A Parquet file of a data set, opened with its columns checked; every damage becomes a <see cref="DatasetException"/> that names it.</summary>
internal sealed class ParquetFile : IDisposable
{
    private const string Remedy = "Import the data set again, or copy the folder again from where it is whole.";

    private readonly ParquetFileReader _reader;

    private ParquetFile(string path, ParquetFileReader reader) => (Path, _reader) = (path, reader);

    public string Path { get; }

    public long Rows => _reader.FileMetaData.NumRows;

    public int Groups => _reader.FileMetaData.NumRowGroups;

    /// <param name="path">The file.</param>
    /// <param name="columns">The names its columns must have, in order.</param>
    public static ParquetFile Open(string path, IReadOnlyList<string> columns)
    {
        if (!File.Exists(path)) throw new DatasetException(path, "the file is missing", Remedy);
        ParquetFile file = Guard(path, () =>
        {
            using ReaderProperties properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnablePageChecksumVerification();
            return new ParquetFile(path, new ParquetFileReader(path, properties));
        });
        string[] found = [.. Enumerable.Range(0, file._reader.FileMetaData.Schema.NumColumns).Select(file.ColumnName)];
        if (found.SequenceEqual(columns)) return file;
        file.Dispose();
        throw new DatasetException(path, $"its columns are {string.Join(", ", found)}, not {string.Join(", ", columns)}", Remedy);
    }

    /// <summary>Reads one row group. Errors of the format become errors that name the file.</summary>
    public T Read<T>(int group, Func<RowGroupReader, int, T> read) => Guard(Path, () =>
    {
        using RowGroupReader rows = _reader.RowGroup(group);
        return read(rows, checked((int)rows.MetaData.NumRows));
    });

    public DatasetException Damaged(string reason) => new(Path, reason, Remedy);

    public void Dispose() => _reader.Dispose();

    private string ColumnName(int column) => _reader.FileMetaData.Schema.Column(column).Path.ToDotVector()[0];

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ParquetException or IOException or OverflowException or InvalidCastException or ArgumentException)
        {
            throw new DatasetException(path, $"the file is damaged or cut short ({e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')})", Remedy, e);
        }
    }
}
