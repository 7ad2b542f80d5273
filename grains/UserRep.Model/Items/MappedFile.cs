using System.IO.MemoryMappedFiles;

namespace UserRep.Model.Items;

/// <summary>
/// A file mapped read-only, handed out only in ranges that lie inside it.
/// The file must not shrink while it is mapped: files of a bundle are written once, under another name, and renamed.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedFile(MemoryMappedFile file, MemoryMappedViewAccessor view, long length)
    {
        (_file, _view, Length) = (file, view, length);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + view.PointerOffset;
        MemoryAdvice.ReadHereAndThere(_start, length);
    }

    public long Length { get; }

    public static MappedFile Open(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        if (stream.Length == 0)
        {
            stream.Dispose();
            throw new InvalidDataException("The file is empty.");
        }

        // The mapping owns the stream from here, also when it fails: leaveOpen is false.
        long length = stream.Length;
        MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        return new MappedFile(file, file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
    }

    public byte* Pointer(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw new InvalidDataException($"It points to {length} bytes at {offset}, outside its {Length} bytes; it is truncated or damaged.");
        }

        return _start + offset;
    }

    public ReadOnlySpan<byte> Slice(long offset, int length) => new(Pointer(offset, length), length);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
