using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Switches;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Reading;

/// <summary>Whoever gets an error in the place of a vector is counted, however the error comes.</summary>
public sealed class FailedReadsTests : IAsyncLifetime
{
    private static readonly EmbeddingQuery _two = new() { UserIds = ["ann", "bob"] };

    private readonly SiloFolders _folders = new();
    private InProcessSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEmbeddingReader Reader => _silo.Get<IEmbeddingReader>();

    private long Failed => _silo.Get<ReadMeter>().Failed;

    public async ValueTask InitializeAsync() => _silo = await InProcessSilo.StartAsync(_folders.Data);

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task A_consumer_that_was_late_for_a_switch_by_force()
    {
        await _silo.ServeAsync(Bundle("one"));
        await _silo.Versions.RegisterAsync(Bundle("two"), "test", Cancellation);
        await _silo.Get<IConsumerRegistry>().PutAsync(new ConsumerInfo { Name = "ranker", Accepts = ["one"] }, "test", Cancellation);
        await MoveAsync(VersionAction.Shadow);
        await MoveAsync(VersionAction.Canary);
        ISwitches switches = _silo.Get<ISwitches>();
        SwitchInfo prepared = await switches.PrepareAsync("two", "test", null, Cancellation);
        Assert.All((await ReadForAsync("ranker")).Infos, info => Assert.Null(info.Failure));
        Assert.Equal(0, Failed);

        await switches.CommitAsync(prepared.Id, "test", "It cannot wait.", isForced: true, Cancellation);

        Assert.All((await ReadForAsync("ranker")).Infos, info => Assert.Equal(ServiceError.VersionNotAccepted, info.Failure?.Error));
        Assert.Equal(2, Failed);
    }

    [Fact]
    public async Task A_read_as_of_a_moment_while_the_log_is_away()
    {
        await _silo.ServeAsync(Bundle("one"));
        _silo.Log.UserWasRead = _ => throw new EventLogException("The log is away.", isTransient: true, outcomeUnknown: false);

        await Assert.ThrowsAsync<EventLogException>(() => Reader.ReadAsync(_two with { AsOfMs = 1 }, Cancellation).AsTask());

        Assert.Equal(2, Failed);
    }

    [Fact]
    public async Task A_read_before_there_is_a_model_but_not_one_of_what_there_never_was()
    {
        Assert.Equal(ServiceError.NoModel, await RefusedAsync(() => Reader.ReadAsync(_two, Cancellation).AsTask()));
        Assert.Equal(2, Failed);

        await _silo.ServeAsync(Bundle("one"));
        Assert.Equal(ServiceError.VersionNotFound, await RefusedAsync(() => Reader.ReadAsync(_two with { Version = "none" }, Cancellation).AsTask()));
        Assert.Equal(ServiceError.ConsumerNotFound, await RefusedAsync(() => ReadForAsync("nobody")));
        Assert.Equal(ServiceError.Invalid, await RefusedAsync(() => Reader.ReadAsync(_two with { MaxAge = TimeSpan.FromSeconds(-1) }, Cancellation).AsTask()));
        Assert.Equal(2, Failed);
    }

    private static async Task<ServiceError> RefusedAsync(Func<Task> read) => (await Assert.ThrowsAsync<UserRepException>(read)).Error;

    private async Task<EmbeddingBatch> ReadForAsync(string consumer) => Assert.Single(await Reader.ReadForAsync(consumer, isWhole: true, _two, Cancellation)).Batch;

    private Task<VersionSummary> MoveAsync(VersionAction action) => _silo.Versions.ChangeAsync(new VersionChange { Version = "two", Action = action, Actor = "test", Share = 50 }, Cancellation);

    private string Bundle(string version) => _folders.Write(new BundleMaker { Version = version });
}
