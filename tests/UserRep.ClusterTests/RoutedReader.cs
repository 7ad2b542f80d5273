using System.Collections.Concurrent;
using System.Diagnostics;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>Reads users at one silo as a consumer, one batch after the other, and notes when each was asked for and what it was.</summary>
internal sealed class RoutedReader : IAsyncDisposable
{
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<(long AskedAt, string[] Versions)> _answers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly UserRepClient _client;
    private readonly string[] _users;
    private readonly Task[] _reading;

    public RoutedReader(SiloNode silo, ConsumerOptions consumer, string[] users)
    {
        _users = users;
        _client = silo.Client(o => (o.Consumer, o.MaxRetries, o.Timeout) = (consumer, 0, TimeSpan.FromSeconds(2)));
        _reading = [ReadAsync(ReadGroupsAsync), ReadAsync(ReadWholeAsync), ReadAsync(ReadOneAsync)];
    }

    /// <summary>Gets, of each answer, when it was asked for and the version of each user's vector, or of the one user's.</summary>
    public IReadOnlyCollection<(long AskedAt, string[] Versions)> Answers => _answers;

    public int AnswersAfter(long moment) => _answers.Count(a => a.AskedAt > moment);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_reading);
        await _client.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(Func<Task<string[]>> read)
    {
        while (!_stop.IsCancellationRequested)
        {
            long askedAt = Stopwatch.GetTimestamp();
            try
            {
                _answers.Enqueue((askedAt, await read()));
            }
            catch (UserRepClientException)
            {
                // Told to come back, or the silo stands still.
                await Task.Delay(_afterFailure, TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task<string[]> ReadGroupsAsync()
    {
        string[] versions = new string[_users.Length];
        foreach (UserVectors group in await _client.GetGroupsAsync(_users))
        {
            for (int i = 0; i < group.Count; i++)
            {
                versions[Array.IndexOf(_users, group.UserIds[i])] = group[i].Version;
            }
        }

        return versions;
    }

    private async Task<string[]> ReadWholeAsync()
    {
        UserVectors read = await _client.GetManyAsync(_users);
        return [.. Enumerable.Range(0, read.Count).Select(i => read[i].Version)];
    }

    private async Task<string[]> ReadOneAsync() => [(await _client.GetAsync(_users[0])).Version];
}
