using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Hosting;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>The grains as the service runs them, in this process, with a gate before grain calls and one behind the log.</summary>
internal sealed class InProcessSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private InProcessSilo(IHost host, CallGate calls, GatedLog log) => (_host, Calls, Log) = (host, calls, log);

    public CallGate Calls { get; }

    public FailingStorage Storage => (FailingStorage)_host.Services.GetRequiredKeyedService<IGrainStorage>(GrainsHosting.StorageName);

    public GatedLog Log { get; }

    public AskedCalls Asked => Get<AskedCalls>();

    public GatedSnapshots Snapshots => (GatedSnapshots)Get<ISnapshotStore>();

    public IVersionRegistry Versions => Get<IVersionRegistry>();

    public IUserDirectory Users => Get<IUserDirectory>();

    public static async Task<InProcessSilo> StartAsync(string folder, Action<UserRepOptions>? configure = null, Action<GatedLog>? gate = null, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        UserRepOptions options = new() { DataDirectory = folder, Partitions = 2 };
        configure?.Invoke(options);
        await builder.AddUserRepSiloAsync(options, CancellationToken.None);
        CallGate calls = new();
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(calls);
        builder.Services.AddSingleton<AskedCalls>().AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<AskedCalls>());
        ISnapshotStore snapshots = (ISnapshotStore)builder.Services.Single(s => s.ServiceType == typeof(ISnapshotStore)).ImplementationFactory!(null!);
        builder.Services.Replace(ServiceDescriptor.Singleton<ISnapshotStore>(_ => new GatedSnapshots(snapshots)));
        GatedLog log = new((IEventLog)builder.Services.Single(s => s.ServiceType == typeof(IEventLog)).ImplementationFactory!(null!));
        gate?.Invoke(log);
        builder.Services.Replace(ServiceDescriptor.Singleton<IEventLog>(_ => log));
        FailingStorage.PutBefore(builder.Services);
        services?.Invoke(builder.Services);
        IHost host = builder.Build();
        await host.StartAsync();
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(30));
        while (!host.Services.GetRequiredService<VersionFollower>().HasStarted)
        {
            // As the service does before it says that it is ready: events before that would find no version.
            giveUp.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return new InProcessSilo(host, calls, log);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task<string> ServeAsync(string bundle)
    {
        VersionSummary version = await Versions.RegisterAsync(bundle, "test", CancellationToken.None);
        return (await Versions.MakeCurrentAsync(version.Version, "test", reason: null, isForced: false, ifRevision: null, CancellationToken.None)).Version;
    }

    /// <summary>Has the service accept events of a user.</summary>
    /// <returns>The position of the last.</returns>
    public async Task<long> SendAsync(string user, params IncomingEvent[] events) =>
        (await Get<IEventIntake>().AcceptAsync([.. events.Select(e => e with { UserId = user })], CancellationToken.None))[^1].Position;

    public async Task<(EmbeddingInfo Info, float[] Vector)> ReadAsync(string user, long minPosition = 0, string? version = null)
    {
        EmbeddingBatch batch = await Get<IEmbeddingReader>().ReadAsync(new EmbeddingQuery { UserIds = [user], MinPositions = [minPosition], Version = version }, CancellationToken.None);
        return (batch.Infos[0], batch.Vectors.ToArray());
    }

    /// <summary>The whole history, the oldest entry first.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync()
    {
        HistoryPart part = await Versions.HistoryAsync(new HistoryQuery(), CancellationToken.None);
        List<HistoryEntry> all = [.. part.Entries];
        while (part.Next is { } next)
        {
            part = await Versions.HistoryAsync(new HistoryQuery { Before = next }, CancellationToken.None);
            all.InsertRange(0, part.Entries);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
