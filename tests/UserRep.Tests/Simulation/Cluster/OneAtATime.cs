namespace UserRep.Tests.Simulation.Cluster;

/// <summary>Calls of a grain that does not let them interleave: each waits for those before it.</summary>
internal sealed class OneAtATime
{
    private Task _last = Task.CompletedTask;

    public Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        Task<T> mine = AfterAsync(_last);
        _last = mine;
        return mine;

        async Task<T> AfterAsync(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return await call();
        }
    }

    public Task RunAsync(Func<Task> call) => RunAsync(async () =>
    {
        await call();
        return true;
    });
}
