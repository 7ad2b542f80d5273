using UserRep.EventLog.Postgres;
using UserRep.Grains.Versions;
using UserRep.Model.Bundles;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Postgres;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

/// <summary>Two silos' stores on one database: what one of them registers the other does not delete.</summary>
public sealed class SharedBundleStoreTests(SharedPostgres server) : PostgresTests(server)
{
    private readonly SiloFolders _folders = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SharedBundleStore _one = null!;
    private SharedBundleStore _other = null!;
    private volatile bool _isRegistered;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        PostgresBundles bundles = await PostgresBundles.OpenAsync(Database.Source, _none);
        _one = new SharedBundleStore(bundles, _folders.Bundle("one"));
        _other = new SharedBundleStore(bundles, _folders.Bundle("other"));
        await RegisterAsync(_one, "v1");
        _isRegistered = false;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task Files_are_not_deleted_of_a_version_that_another_silo_is_registering_again()
    {
        Task<VersionSummary> registering = RegisterAsync(_one, "v1", HoldAsync);
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(30), _none);
        Task<bool> deleting = DeleteAsync(_other);
        await WaitsAsync(deleting);

        _open.SetResult();
        await registering;

        Assert.False(await deleting);
        using ModelBundle bundle = await _other.OpenAsync("v1", _none);
        Assert.Equal("v1", bundle.Version);
    }

    [Fact]
    public async Task A_version_that_is_registered_while_another_silo_deletes_its_files_has_them_in_the_end()
    {
        Task<bool> deleting = DeleteAsync(_other, HoldAsync);
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(30), _none);
        Task<VersionSummary> registering = RegisterAsync(_one, "v1");
        await WaitsAsync(registering);

        _open.SetResult();
        await registering;

        Assert.True(await deleting);
        using ModelBundle bundle = await _other.OpenAsync("v1", _none);
        Assert.Equal("v1", bundle.Version);
    }

    [Fact]
    public async Task Registrations_do_not_wait_for_each_other()
    {
        Task<VersionSummary> first = RegisterAsync(_one, "v1", HoldAsync);
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(30), _none);

        Assert.Equal("v2", (await RegisterAsync(_other, "v2").WaitAsync(TimeSpan.FromSeconds(30), _none)).Version);

        Assert.False(first.IsCompleted);
        _open.SetResult();
        await first;
    }

    private Task HoldAsync()
    {
        _reached.SetResult();
        return _open.Task;
    }

    /// <summary>As the registry does: the files come first, then the catalogue is told.</summary>
    private Task<VersionSummary> RegisterAsync(SharedBundleStore store, string version, Func<Task>? beforeItIsTold = null) => store.WithoutDeletionsAsync(
        async () =>
        {
            VersionSummary summary = await store.ImportAsync(_folders.Write(new BundleMaker { Version = version }), _ => null, BundleMaker.Now, _none);
            await (beforeItIsTold?.Invoke() ?? Task.CompletedTask);
            _isRegistered = true;
            return summary;
        },
        _none);

    /// <summary>As the registry does: the catalogue is asked, then the files go.</summary>
    /// <returns>Whether they went.</returns>
    private async Task<bool> DeleteAsync(SharedBundleStore store, Func<Task>? beforeTheyGo = null)
    {
        bool isDeleted = false;
        await store.AloneAsync(
            async () =>
            {
                if (!_isRegistered)
                {
                    await (beforeTheyGo?.Invoke() ?? Task.CompletedTask);
                    await store.DeleteAsync("v1", _none);
                    isDeleted = true;
                }
            },
            _none);
        return isDeleted;
    }

    /// <summary>Until the server says that it waits; one that does not wait comes to its end.</summary>
    private Task WaitsAsync(Task deed) => Wait.UntilAsync(async () =>
        deed.IsCompleted || await Database.ExecuteAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") is 1L);
}
