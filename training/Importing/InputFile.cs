using System.IO.Compression;
using System.Text;
using UserRep.Training.Cli;

namespace UserRep.Training.Importing;

/// <summary>A text file, gzip or not (told by its first bytes, not by its name), with progress by the bytes read from disk.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly FileStream _file;
    private readonly IProgressStage _stage;
    private long _reported;

    private InputFile(string path, FileStream file, Encoding encoding, IProgressReporter progress)
    {
        (Path, _file) = (path, file);
        Reader = new StreamReader(IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
        _stage = progress.Start($"Reading {System.IO.Path.GetFileName(path)}", file.Length, "bytes");
    }

    /// <summary>Gets UTF-8 that refuses other bytes: replaced by question marks, two ids could become one.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Path { get; }

    public TextReader Reader { get; }

    public static InputFile Open(string path, Encoding encoding, IProgressReporter progress)
    {
        try
        {
            return new InputFile(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), encoding, progress);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException(path, "there is no such file", "Check the path.", e);
        }
    }

    /// <summary>Does a piece of reading; errors of compression and encoding get the file and the line.</summary>
    public T Guard<T>(Func<T> read, Func<long> line)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new ImportException(Path, $"the gzip data is damaged or cut short, after line {line()}", "Download or copy the file again.", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new ImportException(Path, $"there are bytes that are not UTF-8, after line {line()}", "Pass --encoding latin1, or convert the file to UTF-8.", e);
        }
    }

    public void ReportProgress()
    {
        long position = _file.Position;
        if (position == _reported) return;
        _stage.Advance(position - _reported);
        _reported = position;
    }

    public void Dispose()
    {
        ReportProgress();
        Reader.Dispose();
        _stage.Dispose();
    }

    private static bool IsGzip(FileStream file)
    {
        bool gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return gzip;
    }
}
