using UserRep.Silo.Hosting;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Versions;

/// <summary>
/// Where a bundle that is uploaded lies until it is registered: in the folder of data, which is made for such files; that of temporary ones may be
/// small, or memory. One at a time, so that it is known how much room that takes, and within a time, so that a slow one does not keep others waiting.
/// </summary>
internal sealed class IncomingBundles(SiloOptions options, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>How long one may take to arrive.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _one = new(1);
    private readonly string _folder = Path.Combine(options.Grains.DataDirectory, "incoming");

    /// <summary>Removes what a silo that was killed left here. By now the folder of data is this silo's alone.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Keeps what comes in a file while it is used, once those that came before are gone.</summary>
    /// <exception cref="BadRequestException">It did not arrive in time.</exception>
    public async Task<T> UseAsync<T>(Stream content, Func<string, Task<T>> use, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            string file = Path.Combine(Directory.CreateDirectory(_folder).FullName, $"{Guid.NewGuid():N}.zip");
            try
            {
                await ReceiveAsync(content, file, cancellation);
                return await use(file);
            }
            finally
            {
                File.Delete(file);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task ReceiveAsync(Stream content, string file, CancellationToken cancellation)
    {
        using CancellationTokenSource late = new(Patience, time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        await using FileStream target = new(file, FileMode.CreateNew, FileAccess.Write);
        try
        {
            await content.CopyToAsync(target, ends.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new BadRequestException($"The bundle did not arrive within {Patience.TotalMinutes:0} minutes. Send it over a faster way, or put it into the folder of models and name its path.");
        }
    }
}
