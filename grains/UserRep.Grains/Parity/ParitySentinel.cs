using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.EventLog.Partitions;

namespace UserRep.Grains.Parity;

/// <summary>Looks at one vector after the other, for as long as the silo runs.</summary>
internal sealed class ParitySentinel(
    ParitySamples samples, ParityChecker checker, ParityBook book, PartitionMap partitions, ParityOptions options, TimeProvider time, ILogger<ParitySentinel> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ChecksPerSecond == 0)
        {
            return;
        }

        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1) / options.ChecksPerSecond, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            if (samples.Take() is { } sample)
            {
                await LookAsync(sample, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task LookAsync(ParitySample sample, CancellationToken cancellation)
    {
        try
        {
            ParityResult result = await checker.CheckAsync(sample, cancellation).ConfigureAwait(false);
            if (result.Outcome == ParityOutcome.Different)
            {
                // Erased, or the log restored, between one step and the next: the second look finds that.
                result = await checker.CheckAsync(sample, cancellation).ConfigureAwait(false);
            }

            book.Note(sample.Version, result);
            if (result.Outcome == ParityOutcome.Different)
            {
                Log.ParityBroken(logger, sample.Version, result.Difference, result.Position, partitions.PartitionOf(sample.UserId));
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Log.ParityNotChecked(logger, sample.Version, error);
        }
    }
}
