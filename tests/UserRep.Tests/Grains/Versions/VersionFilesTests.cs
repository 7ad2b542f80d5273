using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

public sealed class VersionFilesTests : IDisposable
{
    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Files_are_not_deleted_of_a_version_that_is_being_registered_again()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(_folders.Write(new BundleMaker { Version = "one" }));
        await silo.Versions.RegisterAsync(_folders.Write(new BundleMaker { Version = "two", EncoderSeed = 2 }), "test", Cancellation);
        foreach (VersionAction action in (VersionAction[])[VersionAction.Drain, VersionAction.Retire])
        {
            await silo.Versions.ChangeAsync(new VersionChange { Version = "two", Action = action, Actor = "test", Reason = "test", IsForced = true }, Cancellation);
        }

        // The bundle has been looked at, and the catalogue does not know yet.
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        silo.Asked.HoldNext("IVersionCatalogGrain.RegisterAsync", () =>
        {
            reached.SetResult();
            return open.Task;
        });
        Task<VersionSummary> back = silo.Versions.RegisterAsync(_folders.Bundle("two"), "test", Cancellation);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Task deleting = silo.Versions.DeleteFilesAsync("two", Cancellation);
        for (int i = 0; i < 100 && !deleting.IsCompleted; i++)
        {
            // What a deletion needs many times over.
            await silo.Versions.ListAsync(Cancellation);
        }

        open.SetResult();

        Assert.Equal(VersionState.Validated, (await back).State);
        Assert.Equal(ServiceError.Conflict, (await Assert.ThrowsAsync<UserRepException>(() => deleting)).Error);
        Assert.True(File.Exists(Path.Combine(_folders.Data, "models", "two", "encoder.onnx")));
    }
}
