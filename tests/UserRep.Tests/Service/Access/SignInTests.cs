extern alias Silo;

using System.Net;
using System.Text.RegularExpressions;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.SignIn;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Service.Access;

/// <summary>Signing in with a browser, as far as a browser without scripts goes.</summary>
public sealed partial class SignInTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CookieContainer _cookies = new();
    private readonly SiloProcess _silo;
    private readonly HttpClient _browser;

    public SignInTests()
    {
        Write("ops", "viewer");
        _silo = new SiloProcess("--UserRep:IdentitiesFile", File);
        _browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = _silo.Rest.BaseAddress };
        _browser.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.Path, "identities.json");

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_is_not_known_is_sent_to_the_form_and_from_there_to_where_he_was_going()
    {
        using HttpResponseMessage sent = await _browser.GetAsync("/v1/history?limit=5", Cancellation);
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?returnUrl=%2Fv1%2Fhistory%3Flimit%3D5"), (sent.StatusCode, sent.Headers.Location?.OriginalString));

        using HttpResponseMessage form = await _browser.GetAsync(sent.Headers.Location, Cancellation);
        Assert.All([sent, form], answer => Assert.Equal(("nosniff", "DENY", "same-origin"), (answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.GetValues("X-Frame-Options").Single(), answer.Headers.GetValues("Referrer-Policy").Single())));
        Assert.Contains("frame-ancestors 'none'", form.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", await form.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        using HttpResponseMessage wrong = await SignInAsync("/v1/history?limit=5", "a-wrong-and-rather-long-key");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        string page = await wrong.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a-wrong-and", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _browser.GetAsync("/v1/history", Cancellation)).StatusCode);

        using HttpResponseMessage right = await SignInAsync("/v1/history?limit=5", IdentitiesText.KeyOf("ops"));
        Assert.Equal((HttpStatusCode.Redirect, "/v1/history?limit=5"), (right.StatusCode, right.Headers.Location?.OriginalString));
        string cookie = right.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("userrep=", StringComparison.Ordinal));
        Assert.All(["httponly", "samesite=strict", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/v1/history?limit=5", Cancellation)).StatusCode);
        await _silo.SaidAsync("session.begin of ops by ");
    }

    [Fact]
    public async Task Behind_a_proxy_that_does_TLS_the_cookie_goes_over_TLS_alone()
    {
        _browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using HttpResponseMessage right = await SignInAsync("/", IdentitiesText.KeyOf("ops"));

        Assert.Contains("secure", right.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("userrep=", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_that_is_not_of_this_browser_signs_nobody_in()
    {
        using FormUrlEncodedContent forged = new([new("key", IdentitiesText.KeyOf("ops"))]);
        using HttpResponseMessage answer = await _browser.PostAsync("/sign-in", forged, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(_cookies.GetAllCookies(), c => c.Name == SessionCookie.Name);
    }

    [Fact]
    public async Task A_cookie_may_do_what_its_identity_may_and_change_something_from_here_alone()
    {
        await SignInAsync("/", IdentitiesText.KeyOf("viewer"));
        Assert.Equal(HttpStatusCode.Forbidden, (await MoveAsync("Sec-Fetch-Site", "same-origin")).StatusCode);
        await SignInAsync("/", IdentitiesText.KeyOf("ops"));

        string own = _silo.Rest.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.NotFound, (await MoveAsync("Sec-Fetch-Site", "same-origin")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await MoveAsync("Origin", own)).StatusCode);
        foreach ((string name, string value) in ((string, string)[])[("x-other", "nothing"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Site", "none"), ("Origin", "http://127.0.0.1:1"), ("Origin", "null")])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await MoveAsync(name, value)).StatusCode);
        }
    }

    [Fact]
    public async Task Who_is_taken_out_is_out_and_so_is_who_signs_out()
    {
        await SignInAsync("/", IdentitiesText.KeyOf("viewer"));
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/v1/status", Cancellation)).StatusCode);
        Write("ops");
        await _silo.SaidAsync("1 identities are in force.");
        Assert.Equal(HttpStatusCode.Redirect, (await _browser.GetAsync("/v1/status", Cancellation)).StatusCode);

        await SignInAsync("/", IdentitiesText.KeyOf("ops"));
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/v1/status", Cancellation)).StatusCode);
        using HttpRequestMessage leave = new(HttpMethod.Post, "/sign-out") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        using HttpResponseMessage left = await _browser.SendAsync(leave, Cancellation);
        Assert.Equal("/sign-in", left.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await _browser.GetAsync("/v1/status", Cancellation)).StatusCode);
    }

    private void Write(params string[] names) =>
        System.IO.File.WriteAllText(File, IdentitiesText.Of([.. names.Select(n => n == "ops" ? IdentitiesText.One(n, Scopes.VersionsManage) : IdentitiesText.One(n))]));

    private async Task<HttpResponseMessage> SignInAsync(string returnPath, string key)
    {
        string page = await _browser.GetStringAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnPath)}", Cancellation);
        Dictionary<string, string> fields = Hidden().Matches(page).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        fields["key"] = key;
        using HttpRequestMessage request = new(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent(fields), Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        return await _browser.SendAsync(request, Cancellation);
    }

    private async Task<HttpResponseMessage> MoveAsync(string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/versions/none:promote") { Headers = { { header, value } } };
        return await _browser.SendAsync(request, Cancellation);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)">""")]
    private static partial Regex Hidden();
}
