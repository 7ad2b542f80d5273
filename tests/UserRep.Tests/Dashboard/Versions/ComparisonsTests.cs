extern alias Silo;

using Microsoft.Extensions.Time.Testing;
using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Comparisons;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

public class ComparisonsTests
{
    private static readonly VersionComparison _seen = new() { Version = new VersionFigures("v1", 1, null, null, null, 0) };

    private readonly FakeTimeProvider _time = new();
    private readonly Asked _asked = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_look_within_a_while_see_one_look_and_after_a_move_another()
    {
        Comparisons comparisons = new(_asked, _time);
        VersionSummary version = Known.Version(VersionState.Shadow);
        _asked.Answer = Task.FromResult(_seen);

        Assert.Same(_seen, await comparisons.FindAsync(version, Cancellation));
        await comparisons.FindAsync(version, Cancellation);
        Assert.Equal(1, _asked.Times);

        await comparisons.FindAsync(version with { Revision = version.Revision + 1 }, Cancellation);
        Assert.Equal(2, _asked.Times);

        _time.Advance(TimeSpan.FromSeconds(10));
        await comparisons.FindAsync(version, Cancellation);
        Assert.Equal(3, _asked.Times);
    }

    [Fact]
    public async Task Nobody_waits_for_a_silo_that_does_not_answer_and_it_is_asked_once()
    {
        Comparisons comparisons = new(_asked, _time);
        TaskCompletionSource<VersionComparison> late = new();
        _asked.Answer = late.Task;

        for (int i = 0; i < 2; i++)
        {
            Task<VersionComparison?> look = comparisons.FindAsync(Known.Version(VersionState.Shadow), Cancellation);
            _time.Advance(TimeSpan.FromSeconds(20));
            Assert.Null(await look);
        }

        Assert.Equal(1, _asked.Times);
    }

    private sealed class Asked : IVersionComparisons
    {
        public Task<VersionComparison> Answer { get; set; } = null!;

        public int Times { get; private set; }

        public Task<VersionComparison> CompareAsync(string version, CancellationToken cancellation)
        {
            Times++;
            return Answer;
        }
    }
}
