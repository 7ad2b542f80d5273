using UserRep.Benchmarks.Micro;
using UserRep.Tests.Model;
using UserRep.Training.Cli;
using Xunit;

namespace UserRep.Tests.Benchmarks.Micro;

public sealed class MicroRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_piece_is_named_by_what_it_does_and_by_its_parameters()
    {
        MicroRun run = MicroRun.Of(["*ReadRouting*"], isQuick: true, _folder.Location);
        run.ThrowIfAnyFailed();

        Assert.Equal(["ReadRouting.Route.1", "ReadRouting.Route.500"], run.Rows.Select(row => row.Id).Order(StringComparer.Ordinal));
        MicroRow many = run.Rows.Single(row => row.Id == "ReadRouting.Route.500");
        Assert.Equal("Which version the users of a consumer's read get, with a canary of half of all, users: 500", many.Name);
        Assert.NotEmpty(many.Nanoseconds);
        Assert.All(many.Nanoseconds, time => Assert.True(time > 0));
        Assert.NotNull(many.AllocatedBytes);
    }

    [Fact]
    public void A_filter_that_nothing_matches_is_a_mistake() =>
        Assert.Throws<UserErrorException>(() => MicroRun.Of(["*Nothing*"], isQuick: true, _folder.Location));
}
