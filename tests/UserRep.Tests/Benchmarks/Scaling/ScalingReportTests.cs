using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Scaling;
using UserRep.Training.Cli;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class ScalingReportTests
{
    private static readonly HostFacts Host = KnownCosts.Report.Host with { Commit = "0123456789ab", Processor = "one of ours" };
    private static readonly ScalingReport Begun = KnownCosts.Report with { Host = Host };

    [Fact]
    public void It_has_the_clusters_that_were_measured_to_their_end()
    {
        ScalingSize size = Begun.Footprints[0].Size;
        Assert.True(Begun.Has(size));
        Assert.False(Begun.Has(size with { Users = size.Users + 1 }));
        Assert.False((Begun with { Footprints = [] }).Has(size));
    }

    [Theory]
    [InlineData("0123456789ab")]
    [InlineData("0123456789ab-dirty")]
    public void It_is_gone_on_with_later_by_the_same_code_on_the_same_processor_whose_results_it_has_changed(string commit) =>
        Assert.Same(Begun, Begun.ToGoOn(Host with { Date = "another day", Commit = commit }, isQuick: false));

    [Theory]
    [InlineData("ba9876543210", "one of ours", false)]
    [InlineData("0123456789ab", "another", false)]
    [InlineData("0123456789ab", "one of ours", true)]
    [InlineData(null, "one of ours", false)]
    public void Figures_of_other_code_of_another_processor_and_of_other_lengths_do_not_go_together(string? commit, string processor, bool isQuick)
    {
        ScalingReport begun = Begun with { Host = Host with { Commit = commit is null ? null : Host.Commit } };
        UserErrorException refused = Assert.Throws<UserErrorException>(() => begun.ToGoOn(Host with { Commit = commit, Processor = processor }, isQuick));
        Assert.Contains($"now it would be {commit ?? "unknown"} on {processor}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("without --resume", refused.Message, StringComparison.Ordinal);
    }
}
