using UserRep.Benchmarks.Infrastructure;
using UserRep.Tests.Model;
using Xunit;

namespace UserRep.Tests.Benchmarks.Infrastructure;

public sealed class FolderBytesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FolderBytesTests()
    {
        File.WriteAllBytes(_folder["events.db"], new byte[100]);
        File.WriteAllBytes(_folder["events.db-wal"], new byte[20]);
        File.WriteAllBytes(_folder["snapshots.db"], new byte[3]);
        Directory.CreateDirectory(_folder["models"]);
        File.WriteAllBytes(Path.Combine(_folder["models"], "encoder.onnx"), new byte[4_000]);
    }

    [Fact]
    public void A_folder_has_the_files_of_its_folders() => Assert.Equal(4_123, FolderBytes.Of(_folder.Location));

    [Fact]
    public void A_database_has_what_is_not_yet_in_its_file() => Assert.Equal(120, FolderBytes.OfDatabase(_folder.Location, "events.db"));

    [Fact]
    public void A_database_that_is_not_there_is_not_small() => Assert.Throws<FileNotFoundException>(() => FolderBytes.OfDatabase(_folder.Location, "grains.db"));

    public void Dispose() => _folder.Dispose();
}
