using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using UserRep.Grains.Errors;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Grains.Encoding;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>The packed form of many vectors, taken apart byte by byte, says what the JSON form says.</summary>
public sealed class PackedEmbeddingsTests : IAsyncLifetime
{
    private readonly SiloProcess _silo = new();
    private readonly TemporaryFolder _bundle = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundle.Dispose();
    }

    [Fact]
    public async Task Every_byte_is_as_the_form_says_failures_too()
    {
        // Whoever has skipped something cannot be encoded by this model.
        string version = await ServedModel.PublishAsync(_silo.Rest, PoisonBundle.Write(Path.Combine(_bundle.Path, "b"), throws: false));
        long annPosition = await PostAsync("ann", "play");
        long bobPosition = await PostAsync("bob", "skip");
        object question = new { userIds = new[] { "ann", "nobody", "bob" }, version, minPositions = new[] { annPosition, 0, bobPosition } };
        using HttpResponseMessage asJson = await AskAsync(question, "application/json");
        JsonElement json = await asJson.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        using HttpResponseMessage packed = await AskAsync(question, "application/octet-stream");
        Assert.Equal((HttpStatusCode.OK, "application/octet-stream"), (packed.StatusCode, packed.Content.Headers.ContentType?.MediaType));
        byte[] bytes = await packed.Content.ReadAsByteArrayAsync(Cancellation);

        int at = 0;
        Assert.Equal("URV1"u8.ToArray(), bytes[..(at += 4)]);
        Assert.Equal((3, PoisonBundle.Dimension), (Int(), Int()));
        long servedMs = Long();
        Assert.InRange(servedMs, TimeProvider.System.GetUtcNow().AddMinutes(-5).ToUnixTimeMilliseconds(), TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds());
        Assert.Equal((version, json.GetProperty("space").GetString()), (Text(), Text()));
        (long Position, long AsOfMs, byte Freshness, byte Error)[] users = [.. Enumerable.Range(0, 3).Select(_ => (Long(), Long(), bytes[at++], bytes[at++]))];
        float[][] vectors = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, PoisonBundle.Dimension).Select(_ => BitConverter.Int32BitsToSingle(Int())).ToArray())];
        Assert.Equal(bytes.Length, at);

        JsonElement[] sent = [.. json.GetProperty("embeddings").EnumerateArray()];
        JsonElement failed = Assert.Single(json.GetProperty("failures").EnumerateArray());
        Assert.Equal(["ann", "nobody"], sent.Select(e => e.GetProperty("userId").GetString()));
        Assert.Equal((annPosition, (byte)0, (byte)0), (users[0].Position, users[0].Freshness, users[0].Error));
        Assert.Equal((0, (byte)2, (byte)0), (users[1].Position, users[1].Freshness, users[1].Error));
        Assert.Equal(("bob", failed.GetProperty("error").GetString()), (failed.GetProperty("userId").GetString(), ((ServiceError)users[2].Error).ToString()));
        Assert.NotEqual(0, users[2].Error);
        Assert.All(vectors[2], number => Assert.Equal(0f, number));
        for (int i = 0; i < sent.Length; i++)
        {
            Assert.All(sent[i].GetProperty("vector").EnumerateArray().Zip(vectors[i]), pair => Assert.Equal(pair.First.GetSingle(), pair.Second, 1e-4f));
            Assert.InRange(users[i].AsOfMs, 1, servedMs);
        }

        int Int() => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((at += 4) - 4));

        long Long() => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan((at += 8) - 8));

        string Text()
        {
            int length = Int();
            return Encoding.UTF8.GetString(bytes.AsSpan((at += length) - length, length));
        }
    }

    private async Task<HttpResponseMessage> AskAsync(object question, string accept)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/embeddings:batchGet") { Content = JsonContent.Create(question), Headers = { Accept = { new MediaTypeWithQualityHeaderValue(accept) } } };
        return await _silo.Rest.SendAsync(request, Cancellation);
    }

    private async Task<long> PostAsync(string user, string type)
    {
        using JsonContent body = JsonContent.Create(new { events = new[] { new { eventId = "1", userId = user, type, itemId = "item-3" } } });
        using HttpResponseMessage answer = await _silo.Rest.PostAsync("/v1/events", body, Cancellation);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("events")[0].GetProperty("position").GetInt64();
    }
}
