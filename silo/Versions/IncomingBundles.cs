using UserRep.Silo.Hosting;

namespace UserRep.Silo.Versions;

/// <summary>
/// Where a bundle that is uploaded lies until it is registered: in the folder of data, which is made for such files; that of temporary ones may be
/// small, or memory. One at a time, so that it is known how much room that takes.
/// </summary>
internal sealed class IncomingBundles(SiloOptions options) : IHostedService, IDisposable
{
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
    public async Task<T> UseAsync<T>(Stream content, Func<string, Task<T>> use, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            string file = Path.Combine(Directory.CreateDirectory(_folder).FullName, $"{Guid.NewGuid():N}.zip");
            try
            {
                await using (FileStream target = new(file, FileMode.CreateNew, FileAccess.Write))
                {
                    await content.CopyToAsync(target, cancellation);
                }

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
}
