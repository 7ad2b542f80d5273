using System.Threading.Channels;
using UserRep.EventLog.Events;
using UserRep.Grains.Users;
using Xunit;

namespace UserRep.Tests.Grains.Users;

/// <summary>Answers are ten times the key, and every query waits until it is let go.</summary>
public sealed class SharedQueriesTests
{
    private readonly List<(int[] Keys, TaskCompletionSource<bool> Gate)> _asked = [];
    private readonly Channel<int> _some = Channel.CreateUnbounded<int>();
    private Func<IReadOnlyList<int>, Exception?> _failure = _ => null;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_alone_goes_at_once()
    {
        SharedQueries<int, int> queries = Of(maxQueries: 1, maxKeys: 10);
        for (int key = 0; key < 50; key++)
        {
            Task<int> answer = queries.ReadAsync(key, Cancellation);

            // Nobody had a turn since.
            Assert.Equal([key], _asked[key].Keys);
            _asked[key].Gate.SetResult(true);
            Assert.Equal(10 * key, await answer);
        }

        Assert.Equal(50, queries.Count);
    }

    [Fact]
    public async Task Those_who_come_meanwhile_go_together_but_no_more_than_fit()
    {
        SharedQueries<int, int> queries = Of(maxQueries: 2, maxKeys: 10);
        Task<int>[] answers = [.. Enumerable.Range(0, 25).Select(key => queries.ReadAsync(key, Cancellation))];
        Assert.Equal([[0], [1]], _asked.Select(a => a.Keys));

        await LetGoAsync(1);
        Assert.Equal(Enumerable.Range(2, 10), _asked[2].Keys);
        await LetGoAsync(0);
        Assert.Equal(Enumerable.Range(12, 10), _asked[3].Keys);
        Assert.False(answers[2].IsCompleted);
        await LetGoAsync(2);
        Assert.Equal([22, 23, 24], _asked[4].Keys);
        _asked[3].Gate.SetResult(true);
        _asked[4].Gate.SetResult(true);

        Assert.Equal(Enumerable.Range(0, 25).Select(key => 10 * key), await Task.WhenAll(answers));
        Assert.Equal(5, queries.Count);
    }

    [Fact]
    public async Task One_that_cannot_be_read_fails_alone()
    {
        SharedQueries<int, int> queries = Of(maxQueries: 1, maxKeys: 100);
        _failure = keys => keys.Contains(37) ? new InvalidDataException("37") : null;
        Task<int>[] answers = [.. Enumerable.Range(0, 64).Select(key => queries.ReadAsync(key, Cancellation))];
        await OpenAsync(answers);

        Assert.Equal("37", (await Assert.ThrowsAsync<InvalidDataException>(() => answers[37])).Message);
        Assert.All(Enumerable.Range(0, 64).Where(key => key != 37), key => Assert.Equal(10 * key, answers[key].Result));

        // Halves, down to the one: 2 a level, for 6 levels, after the first and the whole.
        Assert.Equal(2 + (2 * 6), queries.Count);
    }

    [Fact]
    public async Task A_failure_that_passes_is_everybodys_at_once_and_of_none_who_comes_later()
    {
        SharedQueries<int, int> queries = Of(maxQueries: 1, maxKeys: 100);
        _failure = keys => keys.Count > 1 ? new EventLogException("away", isTransient: true, outcomeUnknown: false) : null;
        Task<int>[] answers = [.. Enumerable.Range(0, 9).Select(key => queries.ReadAsync(key, Cancellation))];
        await OpenAsync(answers);

        Assert.Equal(0, await answers[0]);
        Assert.All(answers[1..], answer => Assert.IsType<EventLogException>(answer.Exception!.InnerException));
        Assert.Equal(2, queries.Count);

        _failure = _ => null;
        Task<int> later = queries.ReadAsync(5, Cancellation);
        _asked[^1].Gate.SetResult(true);
        Assert.Equal(50, await later);
    }

    [Fact]
    public async Task Who_gives_up_holds_up_nobody()
    {
        SharedQueries<int, int> queries = Of(maxQueries: 1, maxKeys: 100);
        using CancellationTokenSource giveUp = new();
        Task<int> first = queries.ReadAsync(1, giveUp.Token);
        Task<int> second = queries.ReadAsync(2, giveUp.Token);
        Task<int> third = queries.ReadAsync(3, Cancellation);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await OpenAsync([third]);

        Assert.Equal(30, await third);
    }

    private SharedQueries<int, int> Of(int maxQueries, int maxKeys) => new(maxQueries, maxKeys, async keys =>
    {
        TaskCompletionSource<bool> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Add(([.. keys], gate));
        _some.Writer.TryWrite(_asked.Count);
        await gate.Task;
        return _failure(keys) is { } failure ? throw failure : [.. keys.Select(key => 10 * key)];
    });

    /// <summary>Lets a query go and waits for the one that comes in its place.</summary>
    private async Task LetGoAsync(int query)
    {
        int next = _asked.Count + 1;
        _asked[query].Gate.SetResult(true);
        while (await _some.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation) != next)
        {
        }
    }

    /// <summary>Lets every query go, one after the other, until all have their answers.</summary>
    private async Task OpenAsync(Task<int>[] answers)
    {
        Task all = Task.WhenAll(answers);
        for (int query = 0; !all.IsCompleted; query++)
        {
            Task<int> next = _some.Reader.ReadAsync(Cancellation).AsTask();
            if (await Task.WhenAny(all, next).WaitAsync(TimeSpan.FromSeconds(30), Cancellation) == next)
            {
                _asked[query].Gate.SetResult(true);
            }
        }
    }
}
