using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace UserRep.Tests.Service.Downstream;

/// <summary>Whoever rolls versions out, by the service's REST interface.</summary>
internal sealed class Operator(HttpClient rest, CancellationToken cancellation)
{
    public Task MoveAsync(string version, string action, object? body = null) => PostAsync($"/v1/versions/{version}:{action}", body);

    /// <returns>The switch's id, and who is late.</returns>
    public async Task<(string Id, string[] Late)> PrepareAsync(string to)
    {
        JsonElement prepared = await PostAsync("/v1/switches", new { to }, HttpStatusCode.Created);
        return (prepared.GetProperty("id").GetString()!, Late(prepared));
    }

    /// <returns>The switch that is prepared, by whomever; null for none.</returns>
    public async Task<string?> PreparedAsync() => (await GetAsync("/v1/switches")).GetProperty("switches").EnumerateArray()
        .FirstOrDefault(s => s.GetProperty("state").GetString() == "prepared") is { ValueKind: JsonValueKind.Object } prepared ? prepared.GetProperty("id").GetString() : null;

    /// <returns>Who is late for a switch.</returns>
    public async Task<string[]> LateAsync(string id) => Late(await GetAsync($"/v1/switches/{id}"));

    public Task<JsonElement> CommitAsync(string id, HttpStatusCode expected = HttpStatusCode.OK) => PostAsync($"/v1/switches/{id}:commit", null, expected);

    /// <returns>How many vectors of a version a consumer has read.</returns>
    public async Task<long> ReadsAsync(string consumer, string version) =>
        (await GetAsync($"/v1/consumers/{consumer}")).GetProperty("readCounts").TryGetProperty(version, out JsonElement count) ? count.GetInt64() : 0;

    private static string[] Late(JsonElement prepared) => [.. prepared.GetProperty("late").EnumerateArray().Select(name => name.GetString()!)];

    private Task<JsonElement> GetAsync(string path) => rest.GetFromJsonAsync<JsonElement>(path, cancellation);

    private async Task<JsonElement> PostAsync(string path, object? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage answer = body is null ? await rest.PostAsync(path, null, cancellation) : await rest.PostAsJsonAsync(path, body, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.StatusCode == expected, $"{path}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
