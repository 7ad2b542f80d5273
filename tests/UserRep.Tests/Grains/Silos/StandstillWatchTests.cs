using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Silos;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Silos;

public sealed class StandstillWatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_at_the_members_that_gives_up_by_itself_is_followed_by_another()
    {
        FakeTimeProvider time = new();
        SiloAddress here = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);
        ClusterMembershipSnapshot members = new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty.Add(here, new ClusterMember(here, SiloStatus.Active, "one")), new MembershipVersion(1));
        int looks = 0;
        IClusterMembershipService membership = Proxy.Of<IClusterMembershipService>((method, _) => method.Name switch
        {
            nameof(IClusterMembershipService.Refresh) => new ValueTask(Interlocked.Increment(ref looks) == 1 ? Task.FromCanceled(new CancellationToken(canceled: true)) : Task.CompletedTask),
            _ => members,
        });
        StandstillGuard guard = new(time, isAlone: false);
        using StandstillWatch watch = new(guard, membership, Proxy.Of<ILocalSiloDetails>((_, _) => here), time, NullLogger<StandstillWatch>.Instance);

        time.Advance(StandstillGuard.Limit);
        await watch.StartAsync(Cancellation);
        await Wait.UntilAsync(() => Volatile.Read(ref looks) == 1);
        await Wait.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return Volatile.Read(ref looks) > 1 && guard.IsTrusted;
        });

        await watch.StopAsync(Cancellation);
    }
}
