using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>How a silo gets streams whose queues are its own memory.</summary>
internal static class SiloStreams
{
    // An agent looks again after it only where it had to stop: a stream was new to it, or it was too far ahead of who listens.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    // What is put in meanwhile is taken out together.
    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Adds streams on which a silo delivers what it produces itself, wherever the consumers are. The streams of Orleans' own that are kept in memory
    /// ask a grain for what is new all the time, and need three calls for a message where these need one.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The name of the stream provider.</param>
    /// <param name="pubSub">Who knows the subscribers.</param>
    /// <param name="queues">How many queues the streams are spread over. What listens to one queue's streams does not hold up the others'.</param>
    /// <param name="queueOf">Which of them a stream goes by.</param>
    public static void AddSiloStreams(this ISiloBuilder silo, string name, StreamPubSubType pubSub, int queues, Func<StreamId, int> queueOf) =>
        silo.AddPersistentStreams(name, (services, provider) => ActivatorUtilities.CreateInstance<SiloQueues>(services, provider, new SiloQueueMapper(provider, queues, queueOf)), streams =>
        {
            streams.ConfigureStreamPubSub(pubSub);
            streams.ConfigurePartitionBalancing((_, _) => new SiloQueueBalancer());
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = _pause));
        });

    /// <summary>Adds streams with one queue for all silos, kept apart from consumers, of whom any may be slow or gone: they get what is there still when they come for it.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The name of the stream provider.</param>
    public static void AddPatientStreams(this ISiloBuilder silo, string name) =>
        silo.AddPersistentStreams(name, (services, provider) => ActivatorUtilities.CreateInstance<PatientQueues>(services, provider), streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
            streams.Configure<HashRingStreamQueueMapperOptions>(mapper => mapper.Configure(options => options.TotalQueueCount = 1));
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = _gathering));
        });
}
