extern alias Silo;

using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Silo::UserRep.Silo.Dashboard.Access;
using Xunit;

namespace UserRep.Tests.Dashboard.Access;

public class ViewerTests
{
    [Fact]
    public async Task Where_nobody_is_asked_who_they_are_everybody_may_operate_and_has_no_name() =>
        Assert.Equal(("dashboard", true), await LearnAsync((ClaimsIdentity)AccessClaims.Principal(new Identity("everybody", Scopes.All), AccessSchemes.Open).Identity!));

    [Fact]
    public async Task Who_is_not_known_may_not_operate() => Assert.Equal(("dashboard", false), await LearnAsync(new ClaimsIdentity()));

    [Fact]
    public async Task Who_may_only_look_may_not_operate() => Assert.Equal(("ann", false), await LearnAsync(Ann("dashboard:view")));

    [Fact]
    public async Task Who_may_operate_does_so_by_name() => Assert.Equal(("ann", true), await LearnAsync(Ann("dashboard:view", "dashboard:operate")));

    [Fact]
    public void Before_it_is_known_who_it_is_nobody_may_operate() => Assert.False(new Viewer(new Given(new ClaimsIdentity())).MayOperate);

    [Fact]
    public void Who_opened_a_page_may_do_there_what_is_known_of_them_now()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddYears(56);
        IdentityBook known = new([new Identity("ann", [Scopes.DashboardView])]);
        ClaimsPrincipal ann = AccessClaims.Principal(new Identity("ann", Scopes.All), AccessSchemes.Cookie, now.AddSeconds(1));

        Assert.Equal([Scopes.DashboardView], ScopesOf(CircuitAuthentication.Now(ann, known, now)));
        Assert.Empty(ScopesOf(CircuitAuthentication.Now(ann, known, now.AddSeconds(1))));
        Assert.Empty(ScopesOf(CircuitAuthentication.Now(ann, new IdentityBook([]), now)));
        Assert.Empty(ScopesOf(CircuitAuthentication.Now(new ClaimsPrincipal(), known, now)));
        ClaimsPrincipal token = AccessClaims.Principal(new Identity("ann", [Scopes.DashboardOperate]), AccessSchemes.Jwt, now.AddSeconds(1));
        Assert.Equal([Scopes.DashboardOperate], ScopesOf(CircuitAuthentication.Now(token, known, now)));
        Assert.Empty(ScopesOf(CircuitAuthentication.Now(token, known, now.AddSeconds(2))));
        Assert.Equal(Scopes.All, ScopesOf(CircuitAuthentication.Now(AccessClaims.Principal(new Identity("everybody", Scopes.All), AccessSchemes.Open), new IdentityBook([]), now)));
    }

    private static IEnumerable<string> ScopesOf(ClaimsPrincipal user) => user.FindAll(AccessClaims.Scope).Select(c => c.Value);

    private static ClaimsIdentity Ann(params string[] scopes) => (ClaimsIdentity)AccessClaims.Principal(new Identity("ann", scopes), AccessSchemes.Key).Identity!;

    private static async Task<(string Name, bool MayOperate)> LearnAsync(ClaimsIdentity identity)
    {
        Viewer viewer = new(new Given(identity));
        await viewer.LearnAsync();
        return (viewer.Name, viewer.MayOperate);
    }

    private sealed class Given(ClaimsIdentity identity) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(identity)));
    }
}
