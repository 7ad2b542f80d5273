extern alias Silo;

using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Hosting;
using UserRep.Client;
using UserRep.Testing;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Service.Access;

/// <summary>Tokens that another has signed, whose keys are in a file.</summary>
public sealed class JwtTests : IAsyncLifetime
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "userrep";

    private static readonly string[] _manages = [Scopes.VersionsManage];

    private readonly TemporaryFolder _folder = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private readonly SiloProcess _silo;

    public JwtTests()
    {
        RSAParameters parts = _key.ExportParameters(includePrivateParameters: false);
        File.WriteAllText(KeysFile, JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", kid = "one", use = "sig", n = Base64Url.EncodeToString(parts.Modulus), e = Base64Url.EncodeToString(parts.Exponent) } } }));
        _silo = new SiloProcess("--UserRep:Jwt:Issuer", Issuer, "--UserRep:Jwt:Audience", Audience, "--UserRep:Jwt:KeysFile", KeysFile, "--UserRep:ApiKeys:0", "a-long-and-secret-key");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static long Later => TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();

    private string KeysFile => Path.Combine(_folder.Path, "keys.json");

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _key.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_token_of_the_issuer_may_do_what_its_scopes_say()
    {
        string reads = Token(new { iss = Issuer, aud = Audience, exp = Later, sub = "ann@example", scope = "openid embeddings:read" });
        string manages = Token(new { iss = Issuer, aud = Audience, exp = Later, sub = "ops", scp = _manages });
        string bound = Token(new { iss = Issuer, aud = Audience, exp = Later, sub = "ranker-team", scope = "embeddings:read", userrep_consumer = "ranker" });

        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, "/v1/users/ann", reads));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(HttpMethod.Post, "/v1/versions/none:promote", reads));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(HttpMethod.Post, "/v1/versions/none:promote", manages));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(HttpMethod.Get, "/v1/users/ann/embedding", bound));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(HttpMethod.Get, "/v1/users/ann/embedding?consumer=ranker", bound));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, "/v1/status", "a-long-and-secret-key"));

        // One that never expires.
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, "/v1/users/ann", Token(new { iss = Issuer, aud = Audience, exp = 253402300799, sub = "ann", scope = "embeddings:read" })));
        await _silo.SaidAsync("version.promote of none by token:ann@example: 403");
        await _silo.SaidAsync("version.promote of none by token:ops: 404");
    }

    [Fact]
    public async Task A_stream_outlives_its_token_with_the_next_one()
    {
        // Clocks may be 30 seconds apart, so that these are good for some seconds more.
        int given = 0;
        ValueTask<string> Next(CancellationToken cancellation)
        {
            Interlocked.Increment(ref given);
            return ValueTask.FromResult(Token(new { iss = Issuer, aud = Audience, exp = TimeProvider.System.GetUtcNow().AddSeconds(-25).ToUnixTimeSeconds(), sub = "ann", scope = "embeddings:read" }));
        }

        await using UserRepClient client = _silo.Client(o => o.AccessToken = Next);
        do
        {
            // There is no model to answer with; whoever is refused is told otherwise.
            await Assert.ThrowsAsync<NoModelException>(() => client.GetAsync("ann", null, Cancellation).AsTask());
        }
        while (Volatile.Read(ref given) < 2);

        await using UserRepClient stranger = _silo.Client(o => o.AccessToken = _ => ValueTask.FromResult("eyJ.eyJ.AAAA"));
        Assert.Contains("refuses", (await Assert.ThrowsAsync<InvalidRequestException>(() => stranger.GetAsync("ann", null, Cancellation).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_of_an_issuer_are_found_where_it_says_and_may_be_of_elliptic_curves()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters parts = key.ExportParameters(includePrivateParameters: false);
        int port = LoopbackPort.Free();
        string authority = $"http://127.0.0.1:{port}";
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(authority);
        await using WebApplication issuer = builder.Build();
        issuer.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = authority, jwks_uri = $"{authority}/keys" }));
        issuer.MapGet("/keys", () => Results.Json(new { keys = new[] { new { kty = "EC", kid = "curve", use = "sig", crv = "P-256", x = Base64Url.EncodeToString(parts.Q.X), y = Base64Url.EncodeToString(parts.Q.Y) } } }));
        await issuer.StartAsync(Cancellation);
        await using SiloProcess silo = new("--UserRep:Jwt:Issuer", authority, "--UserRep:Jwt:Audience", Audience, "--UserRep:Jwt:Authority", authority);
        await silo.StartAsync();

        string text = $"{Part(new { alg = "ES256", typ = "JWT", kid = "curve" })}.{Part(new { iss = authority, aud = Audience, exp = Later, sub = "ann", scope = "embeddings:read" })}";
        string good = $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, "/v1/users/ann", good, silo));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(HttpMethod.Get, "/v1/users/ann", good[..^8] + "AAAAAAAA", silo));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(HttpMethod.Get, "/v1/users/ann", Token(new { iss = authority, aud = Audience, exp = Later, sub = "ann" }), silo));
    }

    [Fact]
    public async Task Any_other_token_is_refused_and_not_told_of()
    {
        object right = new { iss = Issuer, aud = Audience, exp = Later, sub = "ann", scope = "embeddings:read" };
        string good = Token(right);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, "/v1/users/ann", good));
        string[] bad =
        [
            Token(new { iss = "https://other.example", aud = Audience, exp = Later, sub = "ann" }),
            Token(new { iss = Issuer, aud = "another", exp = Later, sub = "ann" }),
            Token(new { iss = Issuer, aud = Audience, exp = 1_000_000_000, sub = "ann" }),
            Token(new { iss = Issuer, aud = Audience, sub = "ann" }),
            Token(new { iss = Issuer, aud = Audience, exp = Later }),
            Token(new { iss = Issuer, aud = Audience, exp = Later, sub = "a\nb" }),
            Token(right, key: _other),
            Token(right, algorithm: "none"),
            Token(right, algorithm: "HS256"),
            good[..^8] + "AAAAAAAA",
            "eyJ.eyJ.AAAA",
        ];
        foreach ((string token, int i) in bad.Select((t, i) => (t, i)))
        {
            Assert.Equal((i, HttpStatusCode.Unauthorized), (i, await AskAsync(HttpMethod.Get, "/v1/users/ann", token)));
        }

        await Assert.ThrowsAsync<TimeoutException>(() => _silo.SaidAsync("eyJ").WaitAsync(TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public void Pieces_that_are_missing_are_mistakes()
    {
        Assert.Equal(["UserRep:Jwt:Issuer", "UserRep:Jwt:Authority"], Mistakes(("Audience", Audience)));
        Assert.Equal(["UserRep:Jwt:Audience", "UserRep:Jwt:Authority"], Mistakes(("Issuer", Issuer), ("Authority", Issuer), ("KeysFile", KeysFile)));
        Assert.Equal(["UserRep:Jwt:Authority"], Mistakes(("Issuer", Issuer), ("Audience", Audience), ("Authority", "http://issuer.example")));
        Assert.Equal(["UserRep:Jwt:KeysFile"], Mistakes(("Issuer", Issuer), ("Audience", Audience), ("KeysFile", KeysFile + "-that-is-not-there")));
        Assert.Equal(["UserRep:Jwt:Isuer"], Mistakes(("Isuer", Issuer), ("Issuer", Issuer), ("Audience", Audience), ("KeysFile", KeysFile)));
        Assert.Empty(Mistakes(("Issuer", Issuer), ("Audience", Audience), ("KeysFile", KeysFile)));
        foreach (string keys in (string[])["", "{", "{}", """{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}"""])
        {
            File.WriteAllText(KeysFile, keys);
            Assert.Equal(["UserRep:Jwt:KeysFile"], Mistakes(("Issuer", Issuer), ("Audience", Audience), ("KeysFile", KeysFile)));
        }
    }

    private static string[] Mistakes(params (string Key, string Value)[] settings) =>
        Record.Exception(() => Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>($"UserRep:Jwt:{s.Key}", s.Value)).Append(new("Urls", "http://+:1"))).Build())) is SettingsException error
            ? [.. error.Mistakes.Select(m => m.Split(' ')[0])]
            : [];

    private string Token(object claims, RSA? key = null, string algorithm = "RS256")
    {
        string text = $"{Part(new { alg = algorithm, typ = "JWT", kid = "one" })}.{Part(claims)}";
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        byte[] signature = algorithm switch
        {
            "RS256" => (key ?? _key).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "HS256" => HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), bytes),
            _ => [],
        };
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private async Task<HttpStatusCode> AskAsync(HttpMethod method, string path, string token, SiloProcess? silo = null)
    {
        using HttpRequestMessage request = new(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using HttpResponseMessage answer = await (silo ?? _silo).Rest.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
