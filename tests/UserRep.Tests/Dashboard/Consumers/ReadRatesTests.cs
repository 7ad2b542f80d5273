extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Consumers;
using UserRep.Grains.Versions.Consumers;
using Xunit;

namespace UserRep.Tests.Dashboard.Consumers;

public class ReadRatesTests
{
    private readonly ReadRates _rates = new();

    [Fact]
    public void It_is_what_was_read_between_looks()
    {
        Take(0, 1_000);
        Assert.Null(_rates.PerSecond("ranker"));

        Take(1, 1_020);
        Take(2, 1_060);

        Assert.Equal(30, _rates.PerSecond("ranker"));
        Assert.Null(_rates.PerSecond("mailer"));
    }

    [Fact]
    public void Looks_that_are_old_do_not_count()
    {
        Take(0, 0);
        Take(5, 5_000);
        Take(15, 5_000);

        Assert.Equal(0, _rates.PerSecond("ranker"));
    }

    [Fact]
    public void Counts_that_begin_anew_make_no_rate_that_never_was()
    {
        Take(0, 5_000);
        Take(1, 10);
        Assert.Null(_rates.PerSecond("ranker"));

        Take(2, 30);
        Assert.Equal(20, _rates.PerSecond("ranker"));
    }

    private void Take(int second, long vectors) => _rates.Take([Status(vectors)], DateTimeOffset.UnixEpoch.AddSeconds(second));

    private static ConsumerStatus Status(long vectors) => new()
    {
        Consumer = new ConsumerInfo { Name = "ranker", Accepts = ["v1", "v2"] },
        IsLive = true,
        Retired = [],
        ReadCounts = new Dictionary<string, long> { ["v1"] = vectors - 1, ["v2"] = 1 },
    };
}
