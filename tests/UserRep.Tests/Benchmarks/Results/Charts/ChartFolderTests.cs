using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Results.Charts;
using UserRep.Tests.Model;
using Xunit;

namespace UserRep.Tests.Benchmarks.Results.Charts;

public sealed class ChartFolderTests : IDisposable
{
    // The first bytes of every PNG file (ISO/IEC 15948, 5.2).
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_chart_is_a_picture_that_the_table_links()
    {
        ResultRow[] rows =
        [
            ResultRow.Against("reads.a", "Rate", "1/s", new Samples([5, 6, 7]), "limit", new Samples([10, 10, 10]), new Bounds(Better.Higher, 0.5)),
            ResultRow.Alone("reads.b", "Nothing", "errors", new Samples([0]), new Bounds(Better.Lower, 0)),
        ];
        Assert.Empty(ChartFolder.In(_folder.Location));
        ChartFolder.Write(_folder.Location, "reads", "How fast?", rows);
        ResultFolder.Write(_folder.Location, new ResultReport(HostFacts.Read(TimeProvider.System), Quick: true, rows));
        Assert.Equal(Signature, File.ReadAllBytes(_folder["charts/reads.png"])[..Signature.Length]);
        Assert.Contains("[reads](charts/reads.png)", File.ReadAllText(_folder["latest.md"]), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
