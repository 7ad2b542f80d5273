using Sylvan.Data.Csv;
using UserRep.Training.Cli;

namespace UserRep.Training.Importing;

/// <summary>Rows of a delimited text file as spans, with exact line numbers: quoted fields may hold line breaks.</summary>
internal sealed class DelimitedFile : IDisposable
{
    private const int LargestRow = 1 << 20;
    private const int ReportEvery = 4096;

    private readonly InputFile _input;
    private readonly CsvDataReader _reader;
    private readonly CancellationToken _cancellation;
    private readonly bool _header;
    private long _nextLine;
    private long _rows;

    private DelimitedFile(InputFile input, DelimitedForm form, CancellationToken cancellation)
    {
        (_input, _header, _cancellation) = (input, form.HasHeader, cancellation);
        _reader = Read(() => CsvDataReader.Create(input.Reader, new CsvDataReaderOptions
        {
            Delimiter = form.Delimiter,
            HasHeaders = form.HasHeader,
            CsvStyle = form.Quoted ? CsvStyle.Standard : CsvStyle.Escaped,
            Escape = form.Quoted ? '"' : '\0',
            Comment = '\0',
            OwnsReader = false,
            MaxBufferSize = LargestRow,
            HeaderComparer = StringComparer.Ordinal,
        }));
        _nextLine = form.HasHeader ? 2 : 1;
    }

    public string Path => _input.Path;

    public int ColumnCount => _reader.FieldCount;

    /// <summary>Gets the line on which the current row begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Gets how many fields the current row has: in a whole row, as many as there are columns.</summary>
    public int FieldCount => _reader.RowFieldCount;

    public static DelimitedFile Open(string path, DelimitedForm form, IProgressReporter progress, CancellationToken cancellation)
    {
        InputFile input = InputFile.Open(path, form.Encoding, progress);
        try
        {
            return new DelimitedFile(input, form, cancellation);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public ReadOnlySpan<char> this[int column] => _reader.GetFieldSpan(column);

    public string Name(int column) => _header ? _reader.GetName(column).Trim() : $"{column + 1}";

    /// <summary>Finds a column by its name in the header, or by its number from 1.</summary>
    public int Column(string nameOrNumber) => FindColumn(nameOrNumber) ?? throw new ImportException(
        Path,
        $"there is no column '{nameOrNumber}'; the columns are {string.Join(", ", Enumerable.Range(0, ColumnCount).Select(Name))}",
        "Name one of these, or give its number, counted from 1; if the columns look wrong, check --delimiter.");

    public int? FindColumn(string nameOrNumber)
    {
        for (int i = 0; _header && i < ColumnCount; i++)
        {
            if (Name(i) == nameOrNumber) return i;
        }

        return int.TryParse(nameOrNumber, out int number) && number >= 1 && number <= ColumnCount ? number - 1 : null;
    }

    public bool Next()
    {
        if (_rows++ % ReportEvery == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            _input.ReportProgress();
        }

        if (!Read(_reader.Read)) return false;
        Line = _nextLine;
        _nextLine += 1 + _reader.GetRawRecordSpan().TrimEnd("\r\n").Count('\n');
        return true;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _input.Dispose();
    }

    private T Read<T>(Func<T> read) => _input.Guard(
        () =>
        {
            try
            {
                return read();
            }
            catch (CsvRecordTooLargeException e)
            {
                throw Broken($"a row is longer than {LargestRow:N0} characters", "A quote may be open: correct the row, or pass --no-quotes.", e);
            }
            catch (CsvMissingHeadersException e)
            {
                throw new ImportException(Path, "the file is empty", "Give a file with a header and rows.", e);
            }
            catch (CsvFormatException e)
            {
                throw Broken("a quoted field does not end where it should", "Correct the row, or pass --no-quotes.", e);
            }
        },
        () => Line);

    private ImportException Broken(string reason, string remedy, Exception inner) => new(Path, $"line {_nextLine}: {reason}", remedy, inner);
}
