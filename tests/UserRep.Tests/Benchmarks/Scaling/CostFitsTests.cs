using UserRep.Benchmarks.Scaling;
using UserRep.Training.Cli;
using Xunit;

namespace UserRep.Tests.Benchmarks.Scaling;

public sealed class CostFitsTests
{
    [Fact]
    public void The_law_by_which_costs_were_made_is_found_again()
    {
        CostModel model = KnownCosts.Model;

        Assert.All(model.Fits, fit => Assert.True(fit.Residual < 1e-6, $"{fit.Name}: {fit.Residual}"));
        Assert.Equal([KnownCosts.EventMicros, KnownCosts.RemoteEventMicros], model.EventSilo.Coefficients.Select(c => Math.Round(c, 6)));
        Assert.Equal([KnownCosts.RecordBytes, KnownCosts.ImageBytes], model.EventWal.Coefficients.Select(c => Math.Round(c, 6)));
        Assert.Equal([KnownCosts.SiloBytes, KnownCosts.UserBytes], model.Resident.Coefficients.Select(c => Math.Round(c, 3)));
    }

    [Fact]
    public void A_read_of_many_costs_what_the_law_says_for_silos_that_were_not_measured()
    {
        const double Silos = 100;
        double asked = Spread.OtherSilos(Silos, 500);
        double remote = 500 * Spread.RemoteShare(Silos);

        Assert.Equal(KnownCosts.BatchMicros(500, remote, asked), KnownCosts.Model.BatchSilo.At(1, 500, remote, asked), 1e-3);
        Assert.Equal(asked, KnownCosts.Model.BatchMessages.At(asked), 1e-6);
    }

    [Fact]
    public void Pages_that_are_told_of_late_count_wherever_in_the_run_that_is()
    {
        ScalingReport report = KnownCosts.Report;
        ScalingReport late = report with { Rows = [.. report.Rows.SelectMany(Later)] };

        Assert.Equal([KnownCosts.RecordBytes, KnownCosts.ImageBytes], CostFits.Model(late).EventWal.Coefficients.Select(c => Math.Round(c, 6)));

        // What events wrote, half of it told of while users are read one by one.
        static CostRow[] Later(CostRow row) => row.What != Work.Events ? [row] :
        [
            row with { Costs = row.Costs with { WalBytes = row.Costs.WalBytes / 2, PageImages = row.Costs.PageImages / 2 } },
            row with { What = Work.ReadsOneByOne, Costs = row.Costs with { WalBytes = row.Costs.WalBytes / 2, PageImages = row.Costs.PageImages / 2 } },
        ];
    }

    [Fact]
    public void Clusters_of_one_size_are_not_enough()
    {
        ScalingReport report = KnownCosts.Report;
        ScalingSize only = report.Rows[0].Size;
        Assert.Throws<UserErrorException>(() => CostFits.Model(report with { Rows = [.. report.Rows.Where(row => row.Size == only)] }));
    }
}
