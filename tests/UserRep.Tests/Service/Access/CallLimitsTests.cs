extern alias Silo;

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Silo::UserRep.Silo.Access.Limits;
using Silo::UserRep.Silo.Hosting;
using UserRep.Client;
using UserRep.Grains.Errors;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Service.Access;

/// <summary>How much each may ask for: so often, and so large. Of one request a second, the second or the hundredth is beyond it, however slow the machine is.</summary>
public class CallLimitsTests
{
    private const int Many = 1_000;
    private const long Small = 2_000;

    private static readonly Identity _slow = new("slow", Scopes.All) { RequestsPerSecond = 1, MaxBodyBytes = Small };
    private static readonly Identity _free = new("free", Scopes.All);
    private static readonly IPAddress _here = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress _there = IPAddress.Parse("10.0.0.2");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_is_counted_alone()
    {
        KnownIdentities identities = new([], [_slow, _free]);
        using AccessMeter meter = new();
        using CallLimits limits = new(new SiloOptions(), identities, meter);
        ClaimsPrincipal slow = AccessClaims.Principal(_slow, AccessSchemes.Key);

        UserRepException refused = Refused(() => limits.Count(slow, _here))!;
        Assert.Equal(ServiceError.Busy, refused.Error);
        Assert.Contains("\"slow\" may make 1 requests a second", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));

        // One whose number is not said, one who is called as one of the file is, and those who are not known: the settings have no limit for them.
        Assert.Null(Refused(() => limits.Count(AccessClaims.Principal(_free, AccessSchemes.Key), _here)));
        Assert.Null(Refused(() => limits.Count(AccessClaims.Principal(_slow, AccessSchemes.Jwt), _here)));
        Assert.Null(Refused(() => limits.Count(new ClaimsPrincipal(), _here)));

        // What the file says now counts, for a session in a browser, too.
        identities.Replace([_slow with { RequestsPerSecond = null }]);
        Assert.Null(Refused(() => limits.Count(slow, _here)));
        identities.Replace([_slow]);
        Assert.NotNull(Refused(() => limits.Count(AccessClaims.Principal(_slow, AccessSchemes.Cookie), _here)));
    }

    [Fact]
    public void What_the_settings_say_is_for_each_who_says_nothing()
    {
        using AccessMeter meter = new();
        using CallLimits limits = new(new SiloOptions { RequestsPerSecond = 1 }, new KnownIdentities([], [_slow with { RequestsPerSecond = 1_000_000 }]), meter);

        Assert.Null(Refused(() => limits.Count(AccessClaims.Principal(_slow, AccessSchemes.Key), _here)));
        Assert.Contains("\"free\"", Refused(() => limits.Count(AccessClaims.Principal(_free, AccessSchemes.Jwt), _here))!.Message, StringComparison.Ordinal);
        Assert.Contains("together", Refused(() => limits.Count(AccessClaims.Principal(_free, AccessSchemes.Open), _here))!.Message, StringComparison.Ordinal);
        Assert.Contains("10.0.0.1 without being known", Refused(() => limits.Count(new ClaimsPrincipal(), _here))!.Message, StringComparison.Ordinal);
        Assert.Null(limits.Count(new ClaimsPrincipal(), _there));
    }

    [Fact]
    public void A_second_s_worth_may_come_at_once()
    {
        using AccessMeter meter = new();
        using CallLimits limits = new(new SiloOptions { RequestsPerSecond = 77 }, new KnownIdentities([], []), meter);
        Assert.All(Enumerable.Range(0, 77), _ => Assert.Null(limits.Count(new ClaimsPrincipal(), _here)));
        Assert.NotNull(Refused(() => limits.Count(new ClaimsPrincipal(), _here)));
    }

    [Fact]
    public void Nobody_s_limit_is_above_the_one_of_all()
    {
        using AccessMeter meter = new();
        using CallLimits limits = new(new SiloOptions { MaxBodyBytes = Small + 1 }, new KnownIdentities([], [_slow, new Identity("large", []) { MaxBodyBytes = Small + 2 }]), meter);
        Assert.Equal(Small, limits.MaxBytes(AccessClaims.Principal(_slow, AccessSchemes.Key)));
        Assert.Null(limits.MaxBytes(AccessClaims.Principal(_slow, AccessSchemes.Jwt)));
        Assert.Null(limits.MaxBytes(AccessClaims.Principal(new Identity("large", []), AccessSchemes.Key)));
        Assert.Null(limits.MaxBytes(new ClaimsPrincipal()));
    }

    [Fact]
    public async Task Who_asks_too_often_or_for_too_much_is_told_so()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "identities.json");
        await File.WriteAllTextAsync(
            file,
            IdentitiesText.Of(
                IdentitiesText.Limited("slow", 1, 1L << 20, [.. Scopes.All]),
                IdentitiesText.Limited("small", 1_000_000, Small, [.. Scopes.All]),
                IdentitiesText.One("free", [.. Scopes.All])),
            Cancellation);
        await using SiloProcess silo = new("--UserRep:IdentitiesFile", file);
        await silo.StartAsync();

        using HttpResponseMessage often = await UntilAsync(async () => await SendAsync(silo, "/v1/status", "slow"), answer => answer.StatusCode != HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, often.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), often.Headers.RetryAfter?.Delta);
        JsonElement problem = await often.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(("urn:userrep:problem:rate-limit", true), (problem.GetProperty("type").GetString(), problem.GetProperty("detail").GetString()!.Contains("\"slow\"", StringComparison.Ordinal)));

        // Over gRPC it is what the client library waits for. It asks for versions, and reads, of which each is a question on a stream.
        await using UserRepClient slow = ClientOf(silo, "slow");
        Assert.InRange((await UntilAsync<Exception?>(() => Record.ExceptionAsync(() => slow.ListVersionsAsync(Cancellation)), error => error is not null) as BusyException)!.RetryAfter!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        Assert.IsType<BusyException>(await UntilAsync<Exception?>(() => Record.ExceptionAsync(() => slow.GetAsync("ann", null, Cancellation).AsTask()), error => error is BusyException));
        Assert.Contains("userrep_access_limited_total ", await (await SendAsync(silo, "/metrics", "slow")).Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        using HttpResponseMessage large = await SendAsync(silo, "/v1/events", "small", new string(' ', (int)Small + 1));
        using HttpResponseMessage asLarge = await SendAsync(silo, "/v1/events", "free", new string(' ', (int)Small + 1));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest), (large.StatusCode, asLarge.StatusCode));
        await using UserRepClient small = ClientOf(silo, "small");
        UserEvent[] events = [.. Enumerable.Range(0, 300).Select(i => new UserEvent { EventId = $"{i}", UserId = "ann", Type = "play" })];
        Assert.Contains("maxBodyBytes of \"small\" is 2000", (await Assert.ThrowsAsync<InvalidRequestException>(() => small.PublishAsync(events, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("maxBodyBytes of \"small\" is 2000", (await Assert.ThrowsAsync<InvalidRequestException>(() => small.GetManyAsync([.. Enumerable.Range(0, 900).Select(i => $"{i}")], null, Cancellation).AsTask())).Message, StringComparison.Ordinal);
    }

    private static UserRepException? Refused(Func<UserRepException?> count) => Enumerable.Range(0, Many).Select(_ => count()).FirstOrDefault(refused => refused is not null);

    private static UserRepClient ClientOf(SiloProcess silo, string name) => silo.Client(o => (o.ApiKey, o.MaxRetries) = (IdentitiesText.KeyOf(name), 0));

    private static async Task<T> UntilAsync<T>(Func<ValueTask<T>> ask, Func<T, bool> isIt)
    {
        for (int i = 0; i < Many; i++)
        {
            T answer = await ask();
            if (isIt(answer))
            {
                return answer;
            }
        }

        throw new TimeoutException($"Asked {Many} times.");
    }

    private static async Task<HttpResponseMessage> SendAsync(SiloProcess silo, string path, string name, string? body = null)
    {
        using HttpRequestMessage request = new(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Headers = { { "x-api-key", IdentitiesText.KeyOf(name) } } };
        if (body is not null)
        {
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        }

        return await silo.Rest.SendAsync(request, Cancellation);
    }
}
