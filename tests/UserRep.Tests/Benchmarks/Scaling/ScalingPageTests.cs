using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Scaling;
using UserRep.Tests.Model;
using UserRep.Training.Cli;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class ScalingPageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void What_the_page_quotes_is_what_the_committed_figures_give() =>
        Assert.Equal(ScalingText.Write(ScalingFile.Read(ResultFolder.Default()), new DescribedLoad(0)), ScalingPage.Read(ScalingPage.Default()));

    [Fact]
    public void Only_what_the_program_writes_is_replaced()
    {
        string page = File.ReadAllText(ScalingPage.Default());
        string own = ScalingPage.Read(ScalingPage.Default());
        File.WriteAllText(_folder["page.md"], page);

        ScalingPage.Write(_folder["page.md"], "something else\n");

        Assert.Equal("something else\n", ScalingPage.Read(_folder["page.md"]));
        Assert.Equal(page.Replace(own, "something else\n", StringComparison.Ordinal), File.ReadAllText(_folder["page.md"]));
    }

    [Fact]
    public void A_page_without_a_place_for_it_is_refused()
    {
        File.WriteAllText(_folder["page.md"], "text\n");
        Assert.Throws<UserErrorException>(() => ScalingPage.Write(_folder["page.md"], "more\n"));
    }

    [Fact]
    public void The_file_of_costs_is_read_as_it_was_written()
    {
        ScalingFile.Write(_folder.Location, KnownCosts.Report);
        ScalingReport read = ScalingFile.Read(_folder.Location);
        Assert.Equal(KnownCosts.Report.Rows, read.Rows);
        Assert.Equal(KnownCosts.Report.Footprints, read.Footprints);
        Assert.Throws<UserErrorException>(() => ScalingFile.Read(_folder["elsewhere"]));
    }

    public void Dispose() => _folder.Dispose();
}
