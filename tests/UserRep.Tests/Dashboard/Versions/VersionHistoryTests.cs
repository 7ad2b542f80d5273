extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

/// <summary>A page that stays open while a version moves.</summary>
public class VersionHistoryTests
{
    private readonly List<HistoryEntry> _all = [];
    private readonly VersionHistory _history;

    public VersionHistoryTests() =>
        _history = new VersionHistory(Proxy.Of<IVersionRegistry>((_, arguments) => Task.FromResult(Read((HistoryQuery)arguments[0]!))), "v1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_newest_first_and_older_ones_when_asked()
    {
        Add(2 * VersionHistory.Step + 10);
        await _history.RenewAsync(Cancellation);
        Assert.Equal((VersionHistory.Step, false), (_history.Entries.Count, _history.IsWhole));
        Assert.Equal(_all[^1], _history.Entries[0]);

        await _history.ReadOlderAsync(Cancellation);
        await _history.ReadOlderAsync(Cancellation);

        Assert.True(_history.IsWhole);
        Assert.Equal(Enumerable.Reverse(_all), _history.Entries);
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(2 * VersionHistory.Step, VersionHistory.Step)]
    public async Task What_comes_meanwhile_stands_before_what_is_read_and_leaves_no_gap(int meanwhile, int known)
    {
        Add(3);
        await _history.RenewAsync(Cancellation);
        Assert.True(_history.IsWhole);

        Add(meanwhile);
        await _history.RenewAsync(Cancellation);
        await _history.RenewAsync(Cancellation);
        Assert.Equal((known, known == _all.Count), (_history.Entries.Count, _history.IsWhole));

        while (!_history.IsWhole)
        {
            await _history.ReadOlderAsync(Cancellation);
        }

        Assert.Equal(Enumerable.Reverse(_all), _history.Entries);
    }

    private void Add(int count) => _all.AddRange(Enumerable.Range(_all.Count, count).Select(i => new HistoryEntry { Revision = i, At = DateTimeOffset.UnixEpoch, Actor = "ann", Action = "shadow", Version = "v1" }));

    private HistoryPart Read(HistoryQuery query)
    {
        Assert.Equal("v1", query.Version);
        long end = query.Before ?? _all.Count;
        long begin = Math.Max(query.From, end - query.Limit);
        return new HistoryPart(_all[(int)begin..(int)end], begin > query.From ? begin : null) { End = end };
    }
}
