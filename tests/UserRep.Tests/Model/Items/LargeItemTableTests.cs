using System.Diagnostics;
using System.Globalization;
using UserRep.Model.Features;
using UserRep.Model.Items;
using Xunit;

namespace UserRep.Tests.Model.Items;

public sealed class LargeItemTableTests(ITestOutputHelper output) : IDisposable
{
    private const int Items = 1_000_000;
    private static readonly ModalitySpec[] Modalities = [new("audio", 80), new("playlist", 80)];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_million_items_take_only_the_memory_that_is_touched()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Resident memory is read from the kernel's own files.");
        WriteFile();
        PageCache.Forget(_folder["items.arrow"]);
        long size = new FileInfo(_folder["items.arrow"]).Length;
        GC.Collect();
        long start = Resident();
        long clock = Stopwatch.GetTimestamp();
        using ItemTable table = ItemTable.Open(_folder["items.arrow"], Modalities);
        TimeSpan opening = Stopwatch.GetElapsedTime(clock);
        long opened = Resident() - start;
        clock = Stopwatch.GetTimestamp();
        Assert.All(Enumerable.Range(0, 1000), i => Check(table, i * 997));
        TimeSpan looking = Stopwatch.GetElapsedTime(clock);
        long touched = Resident() - start;
        output.WriteLine(
            $"File {size >> 20} MB; open {opening.TotalMilliseconds:0.0} ms, +{opened >> 20} MB resident; "
            + $"1,000 cold lookups {looking.TotalMilliseconds:0.0} ms, +{touched >> 20} MB resident.");
        Assert.True(table.HasStoredIndex);

        // The hash column is read at open, an eightieth of the file; a lookup touches a handful of pages.
        // Under memory pressure the kernel takes pages back, so that there may be fewer than at the start.
        Assert.True(opened <= 0.05 * size, $"{opened} of {size} bytes resident after opening");
        Assert.True(touched <= 0.1 * size, $"{touched} of {size} bytes resident after 1,000 lookups");
    }

    private static void Check(ItemTable table, int item)
    {
        Assert.True(table.TryFind($"catalogue:item:{item:x22}", out int row));
        Assert.Equal(item % 1000, table.Vector(row, 0)[0]);
        Assert.Equal(item % 1000, table.Vector(row, 1)[79]);
    }

    private static long Resident()
    {
        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    private void WriteFile()
    {
        float[] vector = new float[80];
        GivenVectors vectors = new(Items, [80, 80], (i, _) =>
        {
            vector.AsSpan().Fill(i % 1000);
            return vector;
        });
        string[] ids = [.. Enumerable.Range(0, Items).Select(i => $"catalogue:item:{i:x22}")];
        ItemTableWriter.Write(_folder["items.arrow"], ids, Modalities, vectors, TestContext.Current.CancellationToken);
    }
}
