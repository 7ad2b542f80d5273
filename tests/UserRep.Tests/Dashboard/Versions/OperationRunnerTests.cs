extern alias Silo;

using System.Reflection;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Silo::UserRep.Silo.Dashboard.Access;
using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Backfills;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Switches;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

public class OperationRunnerTests
{
    private readonly List<(string Call, object?[] Arguments)> _asked = [];

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "understood")]
    public async Task To_make_one_current_is_forced_only_where_the_operator_says_so(bool isForced, string? reason)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Operation makeCurrent = new() { Kind = OperationKind.MakeCurrent, Label = "Make current", Consequence = "It becomes current." };

        string said = await Runner().RunAsync(new OperationRequest(makeCurrent, "v1", Revision: 7, reason, Share: null, isForced), cancellation);

        Assert.StartsWith("v1 is current", said, StringComparison.Ordinal);
        (string call, object?[] arguments) = Assert.Single(_asked);
        Assert.Equal(nameof(IVersionRegistry.MakeCurrentAsync), call);
        Assert.Equal(["v1", "ann", reason, isForced, 7L, cancellation], arguments);
    }

    private OperationRunner Runner() => new(
        Proxy.Of<IVersionRegistry>(Answer), Nobody<IRollouts>(), Nobody<ISwitches>(), Nobody<IBackfills>(), new Viewer(new Ann()), NullLoggerFactory.Instance);

    private Task<VersionSummary> Answer(MethodInfo method, object?[] arguments)
    {
        _asked.Add((method.Name, arguments));
        return Task.FromResult(Known.Version(VersionState.Current));
    }

    private static T Nobody<T>()
        where T : class => Proxy.Of<T>((method, _) => throw new InvalidOperationException(method.Name));

    private sealed class Ann : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(AccessClaims.Principal(new Identity("ann", [Scopes.DashboardOperate]), AccessSchemes.Key)));
    }
}
