using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Heap;
using UserRep.Grains.Hosting;
using UserRep.Grains.Silos;
using UserRep.Grains.Versions;
using UserRep.Grains.Watching;
using UserRep.Tests.Grains.Heap;
using UserRep.Tests.Simulation.Versions;
using Xunit;

namespace UserRep.Tests.Grains.Silos;

public sealed class ClusterPresenceTests : IDisposable
{
    private static readonly string[] _users = ["ann", "bob", "cy", "dee"];

    private readonly FakeTimeProvider _time = new();
    private readonly EmbeddingTable _table = new();
    private readonly FakeHeap _heap = new();
    private readonly Others _others = new();
    private readonly SiloPlan _plan;
    private readonly ChangeNotifier _notifier;
    private readonly ClusterPresence _presence;

    public ClusterPresenceTests()
    {
        _plan = new SiloPlan(_table, _ => null!, _time);
        _notifier = new ChangeNotifier(null!, _time, NullLogger<ChangeNotifier>.Instance);
        _presence = new ClusterPresence(_table, _others, _plan, _notifier, new MemoryRoom(new MemoryOptions(), _heap, _time, NullLogger<MemoryRoom>.Instance), _time);
    }

    public void Dispose() => _notifier.Dispose();

    [Fact]
    public async Task A_silo_alone_has_whoever_its_table_has()
    {
        _table.Enter("bob");

        Assert.Equal(["bob"], await AmongAsync());
    }

    [Fact]
    public async Task Whoever_is_on_any_silo_is_there()
    {
        _table.Enter("bob");
        _others.Has(1, "dee");
        _others.Has(2, "ann", "eve");

        Assert.Equal(["ann", "bob", "dee"], await AmongAsync());
        _others.Has(1);
        _others.Has(2, "cy");
        Assert.Equal(["bob", "cy"], await AmongAsync());
        Assert.Equal(4, _others.Asked);
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_may_have_anybody_and_is_not_asked_again_for_a_while()
    {
        _others.Has(1, "ann");
        _others.IsSilent(2);

        Assert.Equal(_users, await AmongAsync());
        Assert.Equal(2, _others.Asked);

        _others.Has(2);
        Assert.Equal(_users, await AmongAsync());
        Assert.Equal(2, _others.Asked);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["ann"], await AmongAsync());
        Assert.Equal(4, _others.Asked);
    }

    [Fact]
    public async Task A_silent_silo_is_asked_each_time_where_there_is_no_room()
    {
        _heap.Use = 1;
        _others.IsSilent(1);

        Assert.Equal(_users, await AmongAsync());
        Assert.Equal(_users, await AmongAsync());

        Assert.Equal(2, _others.Asked);
        Assert.False(_presence.HasRoom);
    }

    [Fact]
    public async Task A_silent_silo_that_is_given_up_is_not_waited_for()
    {
        _others.IsSilent(1);
        Assert.Equal(_users, await AmongAsync());

        _others.Leave(1);

        Assert.Empty(await AmongAsync());
    }

    [Fact]
    public void Whoever_keeps_vectors_of_a_user_who_was_passed_over_hears_of_each_version_that_is_renewed()
    {
        _presence.PassedOver("ann", 5);
        Assert.Equal(0, _notifier.Waiting);

        DateTimeOffset now = _time.GetUtcNow();
        _plan.Follow(new CatalogState
        {
            Revision = 1,
            Versions = [SimulatedModels.Of("v1").Summary(VersionState.Current, now), SimulatedModels.Of("v2").Summary(VersionState.Shadow, now) with { Share = 100 }, SimulatedModels.Of("v3").Summary(VersionState.Canary, now) with { Share = 0 }],
        });
        _presence.PassedOver("ann", 5);

        Assert.Equal(2, _notifier.Waiting);
    }

    private async Task<IReadOnlyList<string>> AmongAsync() => [.. (await _presence.AmongAsync(_users)).Order(StringComparer.Ordinal)];

    /// <summary>Silos by number.</summary>
    private sealed class Others : IOtherSilos
    {
        private readonly Dictionary<SiloAddress, string[]?> _silos = [];

        public IEnumerable<SiloAddress> OthersWithUsers => _silos.Keys;

        public int Asked { get; private set; }

        public void Has(int silo, params string[] users) => _silos[Address(silo)] = users;

        public void IsSilent(int silo) => _silos[Address(silo)] = null;

        public void Leave(int silo) => _silos.Remove(Address(silo));

        public Task<bool[]?> TryHasAsync(SiloAddress silo, string[] userIds, TimeSpan patience)
        {
            Asked++;
            return Task.FromResult<bool[]?>(_silos[silo] is { } users ? [.. userIds.Select(users.Contains)] : null);
        }

        private static SiloAddress Address(int silo) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, silo), 1);
    }
}
