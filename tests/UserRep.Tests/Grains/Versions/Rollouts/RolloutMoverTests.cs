using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts;

public sealed class RolloutMoverTests
{
    private readonly HeldRegistry _registry = new();
    private readonly List<Exception?> _ends = [];

    [Fact]
    public async Task A_move_back_stops_one_on_and_nothing_stops_a_move_back()
    {
        RolloutMover mover = new(_registry);

        await mover.BeginAsync(Change(VersionAction.Canary), _ends.Add);
        await mover.BeginAsync(Change(VersionAction.Canary), _ends.Add);
        Assert.Equal([VersionAction.Canary], _registry.Begun);

        await mover.BeginAsync(Change(VersionAction.RollBack), _ends.Add);
        await mover.BeginAsync(Change(VersionAction.RollBack), _ends.Add);
        await mover.BeginAsync(Change(VersionAction.Promote), _ends.Add);

        Assert.Equal([VersionAction.Canary, VersionAction.RollBack], _registry.Begun);
        Assert.Empty(_ends);
    }

    [Fact]
    public async Task What_fails_is_told_and_can_be_tried_again()
    {
        RolloutMover mover = new(_registry);
        await mover.BeginAsync(Change(VersionAction.Shadow), _ends.Add);
        _registry.Held.SetException(new InvalidOperationException("away"));
        Assert.Equal("away", Assert.Single(_ends)!.Message);

        await mover.BeginAsync(Change(VersionAction.Shadow), _ends.Add);

        Assert.Equal(2, _registry.Begun.Count);
        _registry.Held.SetResult(null!);
        Assert.Null(_ends[^1]);
    }

    private static VersionChange Change(VersionAction action) => new() { Version = "new", Action = action, Actor = "test" };

    /// <summary>Moves that end when they are let or stopped.</summary>
    private sealed class HeldRegistry : IVersionRegistry
    {
        public List<VersionAction> Begun { get; } = [];

        public TaskCompletionSource<VersionSummary> Held { get; private set; } = new();

        public Task<VersionSummary> ChangeAsync(VersionChange change, CancellationToken cancellation)
        {
            Begun.Add(change.Action);
            Held = new TaskCompletionSource<VersionSummary>();
            return Held.Task.WaitAsync(cancellation);
        }

        public Task<VersionSummary> RegisterAsync(string bundlePath, string actor, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<VersionSummary>> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<VersionSummary> MakeCurrentAsync(string version, string actor, string? reason, bool isForced, long? ifRevision, CancellationToken cancellation) => throw new NotSupportedException();

        public Task DeleteFilesAsync(string version, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<HistoryPart> HistoryAsync(HistoryQuery query, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
