using System.IO.Compression;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;
using UserRep.Silo.Events;

namespace UserRep.Silo.Demo;

/// <summary>Serves the demo's model, and has simulated listeners do at a human pace what they once did, as if it were now, over and over.</summary>
internal sealed partial class DemoListeners(
    IVersionRegistry versions, IEventIntake intake, IHostApplicationLifetime lifetime, DemoGuide guide, TimeProvider time, ILogger<DemoListeners> logger) : BackgroundService
{
    private const string BundleFile = "demo.zip";
    private const string Actor = "demo";
    private const string EventsFile = "events.ndjson.gz";
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(250);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Demo");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        try
        {
            VersionSummary version = await versions.RegisterAsync(Path.Combine(Folder, BundleFile), Actor, stoppingToken);
            await versions.MakeCurrentAsync(version.Version, Actor, reason: null, isForced: false, ifRevision: null, stoppingToken);
            IReadOnlyList<IncomingEvent> events = await ReadAsync(stoppingToken);
            guide.Print(events[0].UserId!, events.First(e => e.ItemId is not null).ItemId!);
            await PlayAsync(events, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service is stopping.
        }
        catch (Exception error)
        {
            Failed(logger, error);
            lifetime.StopApplication();
        }
    }

    /// <summary>As if now: the moment is that of sending, and the id is one of this round.</summary>
    private async Task PlayAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        string run = Guid.NewGuid().ToString("N")[..8];
        for (long i = 0; ; i++)
        {
            IncomingEvent e = events[(int)(i % events.Count)];
            try
            {
                await intake.AcceptAsync([e with { EventId = $"demo-{run}-{i}", TimestampMs = null }], cancellation);
            }
            catch (Grains.Errors.UserRepException error)
            {
                NotAccepted(logger, error);
            }

            await Task.Delay(_pace, time, cancellation);
        }
    }

    private static async Task<IReadOnlyList<IncomingEvent>> ReadAsync(CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(Path.Combine(Folder, EventsFile));
        await using GZipStream events = new(file, CompressionMode.Decompress);
        return (await EventBody.ReadLinesAsync(events, int.MaxValue, cancellation)).Events;
    }

    private async Task StartedAsync(CancellationToken cancellation)
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellation);
    }

    [LoggerMessage(2101, LogLevel.Error, "The demo cannot go on.")]
    private static partial void Failed(ILogger logger, Exception error);

    [LoggerMessage(2102, LogLevel.Warning, "A demo event was not accepted.")]
    private static partial void NotAccepted(ILogger logger, Exception error);
}
