extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

/// <summary>A page that stays open while something is done that moves no version.</summary>
public class RecentHistoryTests
{
    private readonly List<HistoryEntry> _all = [];
    private readonly List<int> _read = [];
    private readonly RecentHistory _history;
    private Task _answers = Task.CompletedTask;

    public RecentHistoryTests() => _history = new RecentHistory(Proxy.Of<IVersionRegistry>((_, arguments) => ReadAsync((HistoryQuery)arguments[0]!)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 2)]
    [InlineData(RecentHistory.Limit, 1)]
    [InlineData(RecentHistory.Limit, RecentHistory.Limit + 5)]
    public async Task It_has_the_newest_first_and_reads_what_has_come_since(int before, int meanwhile)
    {
        Add(before);
        await _history.RenewAsync(Cancellation);

        Add(meanwhile);
        await _history.RenewAsync(Cancellation);
        await _history.RenewAsync(Cancellation);

        Assert.Equal(Enumerable.Reverse(_all).Take(RecentHistory.Limit), _history.Entries);
        Assert.Equal([before, Math.Min(meanwhile, RecentHistory.Limit), 0], _read);
    }

    [Fact]
    public async Task What_two_looks_read_at_once_is_there_once()
    {
        TaskCompletionSource held = new();
        _answers = held.Task;
        Add(3);
        Task slow = _history.RenewAsync(Cancellation);
        _answers = Task.CompletedTask;
        await _history.RenewAsync(Cancellation);

        held.SetResult();
        await slow;

        Assert.Equal(Enumerable.Reverse(_all), _history.Entries);
    }

    private void Add(int count) => _all.AddRange(Enumerable.Range(_all.Count, count).Select(i => new HistoryEntry { Revision = 0, At = DateTimeOffset.UnixEpoch.AddSeconds(i), Actor = "ann", Action = "consumer", Consumer = "ranker" }));

    private async Task<HistoryPart> ReadAsync(HistoryQuery query)
    {
        await _answers;
        int begin = Math.Max((int)query.From, _all.Count - query.Limit);
        _read.Add(_all.Count - begin);
        return new HistoryPart(_all[begin..], begin > query.From ? begin : null) { End = _all.Count };
    }
}
