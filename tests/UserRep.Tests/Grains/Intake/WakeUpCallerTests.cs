using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Streams;
using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;
using UserRep.Grains.Intake;
using UserRep.Grains.Partitions;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Intake;

public sealed class WakeUpCallerTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partition_whose_queue_hangs_holds_up_the_wake_ups_of_others_for_a_second_at_most()
    {
        int sent = 0;
        using WakeUpCaller caller = new(Cluster(partition => partition == "0" ? new TaskCompletionSource().Task : Sent()), _time, NullLogger<WakeUpCaller>.Instance);
        caller.Committed(Event(0, 1));
        caller.Committed(Event(1, 1));

        // Not before: it would send the first one alone, and wait for it.
        await caller.StartAsync(Cancellation);
        await Wait.UntilAsync(() => Volatile.Read(ref sent) == 1);
        caller.Committed(Event(1, 2));

        await Wait.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return Volatile.Read(ref sent) == 2;
        });

        Assert.Equal(1, caller.NotSent);
        await caller.StopAsync(Cancellation);

        Task Sent()
        {
            Interlocked.Increment(ref sent);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Events_for_which_there_is_no_room_are_counted()
    {
        using WakeUpCaller caller = new(Cluster(_ => Task.CompletedTask), _time, NullLogger<WakeUpCaller>.Instance);

        for (int i = 0; i < WakeUpCaller.MaxWaiting + 7; i++)
        {
            caller.Committed(Event(0, i + 1));
        }

        Assert.Equal(7, caller.NotSent);
    }

    private static LogEvent Event(int partition, long offset) => new()
    {
        Partition = partition,
        Offset = offset,
        Prev = 0,
        Event = new NewEvent { EventId = $"{offset}", UserId = "ann", Type = "play", TimestampMs = 1, ReceivedAtMs = 1 },
    };

    /// <summary>A cluster with streams for events, where a test says what comes of sending to a partition.</summary>
    private static IClusterClient Cluster(Func<string, Task> send)
    {
        // Has what proxies are made in see what is internal to the grains. One of a public interface of such a type would not.
        _ = Proxy.Of<IEventPartitionGrain>((_, _) => null);

        IStreamProvider streams = Proxy.Of<IStreamProvider>((_, arguments) =>
        {
            string partition = ((StreamId)arguments[0]!).GetKeyAsString();
            return Proxy.Of<IAsyncStream<PartitionBatch>>((method, _) => method.Name == nameof(IAsyncStream<>.OnNextAsync) ? send(partition) : null);
        });
        IServiceProvider services = new ServiceCollection().AddKeyedSingleton(GrainsHosting.EventsName, streams).BuildServiceProvider();
        return Proxy.Of<IClusterClient>((_, _) => services);
    }
}
