using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.EventLog.Events;
using UserRep.EventLog.Reading;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>The demo as somebody tries it: things move by themselves, and Ctrl-C ends it with nothing lost.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private readonly SiloProcess _silo = new("--demo");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Ctrl_C_amid_events_ends_it_within_five_seconds_and_what_was_acknowledged_is_there()
    {
        await UntilEventsAsync(3);
        ConcurrentDictionary<(string User, string Event), long> acknowledged = [];
        TaskCompletionSource underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] writers = [.. Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(writer, acknowledged, underWay)))];
        await underWay.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        (int code, TimeSpan took) = await _silo.StopAsync("INT");

        await Task.WhenAll(writers);
        Assert.Equal(0, code);
        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.");
        await using FolderLogReader log = await FolderLogReader.OpenAsync(_silo.Folder, Cancellation);
        HashSet<(string, string, long)> there = [];
        foreach (PartitionHead head in await log.HeadsAsync(Cancellation))
        {
            there.UnionWith((await log.ReadPartitionAsync(head.Partition, 0, int.MaxValue, Cancellation)).Select(e => (e.Event!.UserId, e.Event.EventId, e.Offset)));
        }

        Assert.True(acknowledged.Count > 100);
        Assert.DoesNotContain(acknowledged, e => !there.Contains((e.Key.User, e.Key.Event, e.Value)));
    }

    [Fact]
    public async Task Ctrl_C_does_not_wait_for_clients_who_read_and_watch()
    {
        await UntilEventsAsync(3);
        await using UserRepClient client = _silo.Client(o => o.MaxRetries = 0);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        TaskCompletionSource noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task watching = Task.Run(() => WatchAsync(client, noticed, enough.Token), Cancellation);
        await noticed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await client.GetAsync("ann", null, Cancellation);

        (int code, TimeSpan took) = await _silo.StopAsync("INT");

        Assert.Equal(0, code);
        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.");
        Assert.True((await Assert.ThrowsAsync<UnavailableException>(() => client.GetAsync("ann", null, Cancellation).AsTask())).IsTransient);
        Assert.False(watching.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private async Task UntilEventsAsync(int count)
    {
        long head = 0;
        while (head < count)
        {
            JsonElement status = await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/status", Cancellation);
            head = status.GetProperty("partitions").EnumerateArray().Sum(p => p.GetProperty("head").GetInt64());
        }
    }

    private static async Task WatchAsync(UserRepClient client, TaskCompletionSource noticed, CancellationToken cancellation)
    {
        await foreach (VectorChange _ in client.WatchAsync(cancellationToken: cancellation))
        {
            noticed.TrySetResult();
        }
    }

    private async Task WriteAsync(int writer, ConcurrentDictionary<(string User, string Event), long> acknowledged, TaskCompletionSource underWay)
    {
        await using UserRepClient client = _silo.Client(o => o.MaxRetries = 0);
        try
        {
            for (int i = 0; ; i++)
            {
                UserEvent[] batch = [.. Enumerable.Range(0, 10).Select(n => new UserEvent { UserId = $"user-{n}", EventId = $"{writer}-{i}-{n}", Type = "listen", ItemId = $"track-{n:000000}" })];
                foreach (PublishedEvent e in await client.PublishAsync(batch, Cancellation))
                {
                    acknowledged[(e.UserId, e.EventId)] = e.Position;
                }

                if (acknowledged.Count > 100)
                {
                    underWay.TrySetResult();
                }
            }
        }
        catch (UserRepClientException)
        {
            // The service has gone.
        }
    }
}
