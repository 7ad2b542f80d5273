using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>The reference that the service carries with it: readable without anything from elsewhere, and naming every route.</summary>
public sealed partial class ReferenceTests : IAsyncLifetime
{
    private readonly SiloProcess _silo = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task The_description_names_every_route_and_what_it_may_answer()
    {
        JsonElement document = await _silo.Rest.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancellation);

        Assert.Equal("UserRep", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal(
            [
                "/v1/consumers get 200 401 403 429",
                "/v1/consumers/{name} delete 204 401 403 404 429",
                "/v1/consumers/{name} get 200 401 403 404 429",
                "/v1/consumers/{name} put 200 400 401 403 429",
                "/v1/consumers/{name}/metrics post 200 400 401 403 404 409 429",
                "/v1/embeddings:batchGet post 200 400 401 403 404 409 410 413 415 429 503",
                "/v1/erasures/{id} get 200 401 403 404 429",
                "/v1/events post 202 400 401 403 413 415 429 503",
                "/v1/history get 200 400 401 403 404 429",
                "/v1/status get 200 401 403 429",
                "/v1/switches get 200 401 403 429",
                "/v1/switches post 201 400 401 403 404 409 429",
                "/v1/switches/{id} get 200 401 403 404 429",
                "/v1/switches/{id}:abort post 200 401 403 404 409 429",
                "/v1/switches/{id}:commit post 200 401 403 404 409 429 503",
                "/v1/users/{id} delete 200 400 401 403 429 503",
                "/v1/users/{id} get 200 400 401 403 429 503",
                "/v1/users/{id}/embedding get 200 400 401 403 404 409 410 429 503",
                "/v1/versions get 200 401 403 429",
                "/v1/versions post 201 400 401 403 409 413 415 422 429",
                "/v1/versions/{version} get 200 401 403 404 429",
                "/v1/versions/{version}/backfill get 200 401 403 404 429",
                "/v1/versions/{version}/plan get 200 401 403 404 429",
                "/v1/versions/{version}/plan put 200 400 401 403 404 409 412 429",
                "/v1/versions/{version}:approve post 200 400 401 403 404 409 412 429",
                "/v1/versions/{version}:backfill post 202 400 401 403 404 409 429",
                "/v1/versions/{version}:canary post 200 400 401 403 404 409 412 429 503",
                "/v1/versions/{version}:drain post 200 400 401 403 404 409 412 429 503",
                "/v1/versions/{version}:makeCurrent post 200 400 401 403 404 409 429",
                "/v1/versions/{version}:pause post 200 400 401 403 404 409 412 429",
                "/v1/versions/{version}:promote post 200 400 401 403 404 409 412 429 503",
                "/v1/versions/{version}:resume post 200 400 401 403 404 409 412 429",
                "/v1/versions/{version}:retire post 200 400 401 403 404 409 412 429 503",
                "/v1/versions/{version}:rollback post 200 400 401 403 404 409 412 429 503",
                "/v1/versions/{version}:shadow post 200 400 401 403 404 409 412 429 503",
                "/v1/versions/{version}:stopBackfill post 200 400 401 403 404 429",
                "/v1/versions/{version}:validate post 200 400 401 403 404 409 412 429 503",
                "/v1/vitals get 200 400 401 403 429",
            ],
            from path in document.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            let route = $"{path.Name} {method.Name} {string.Join(' ', method.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order())}"
            orderby route
            select route);
    }

    [Fact]
    public async Task The_page_shows_that_description_with_scripts_of_its_own()
    {
        string page = await _silo.Rest.GetStringAsync("/docs", Cancellation);

        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        string[] scripts = [.. Source().Matches(page).Select(m => m.Groups[1].Value)];
        Assert.NotEmpty(scripts);
        foreach (string script in scripts)
        {
            using HttpResponseMessage answer = await _silo.Rest.GetAsync(new Uri(new Uri(_silo.Rest.BaseAddress!, "/docs/"), script), Cancellation);
            Assert.Equal((HttpStatusCode.OK, _silo.Rest.BaseAddress!.Authority), (answer.StatusCode, answer.RequestMessage!.RequestUri!.Authority));
        }
    }

    [GeneratedRegex("""<script[^>]* src="([^"]+)"[^>]*>""")]
    private static partial Regex Source();
}
