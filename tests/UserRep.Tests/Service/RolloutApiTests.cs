using System.Net;
using System.Text.Json;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Plans of versions and reports of consumers as they go over REST.</summary>
public sealed class RolloutApiTests : IAsyncLifetime
{
    private readonly TwoVersions _service = new();

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_plan_is_put_shown_paused_and_told_of_in_the_history()
    {
        JsonElement none = await _service.AskAsync(HttpMethod.Get, "/v1/versions/v2/plan");
        Assert.Equal(("notStarted", 4), (none.GetProperty("phase").GetString(), none.GetProperty("plan").GetProperty("steps").GetArrayLength()));

        // What is shown can be put; where the version is moved by hand meanwhile, another plan must have it there.
        string plan = none.GetProperty("plan").GetRawText();
        JsonElement put = await _service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", plan);
        Assert.Equal((plan, "running"), (put.GetProperty("plan").GetRawText(), put.GetProperty("phase").GetString()));
        Assert.Equal("ann", (await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:pause")).GetProperty("pausedBy").GetString());
        await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:shadow", """{"share":10}""");
        await _service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", """{"steps":[{"stage":"shadow","share":20}]}""", HttpStatusCode.Conflict);
        Assert.Equal(JsonValueKind.Null, (await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:resume")).GetProperty("pausedBy").ValueKind);
        JsonElement history = await _service.AskAsync(HttpMethod.Get, "/v1/history");
        Assert.Equal(
            ["plan", "pause", "shadow", "resume"],
            history.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("actor").GetString() == "ann").Select(e => e.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task Why_it_was_done_is_in_the_history_whatever_was_done()
    {
        await _service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", """{"dryRun":true,"reason":"to see it"}""");
        await _service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", """{"steps":[{"stage":"shadow","approval":"manual"}],"period":"1h","reason":"on its way"}""");
        await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:pause", """{"reason":"the weekend"}""");
        await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:resume", """{"reason":"it is Monday"}""");
        await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:approve", """{"reason":"figures seen"}""");
        await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:backfill", """{"reason":"before the canary"}""", HttpStatusCode.Accepted);
        await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:pause");
        JsonElement problem = await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:pause", "why", HttpStatusCode.BadRequest);
        Assert.Contains("reason", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        JsonElement history = await _service.AskAsync(HttpMethod.Get, "/v1/history");
        Assert.Equal(
            ["plan: dry run: to see it", "plan: on its way", "pause: the weekend", "resume: it is Monday", "approve: shadow 100 %: figures seen", "backfill: before the canary", "pause: "],
            history.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("actor").GetString() == "ann").Select(e => $"{e.GetProperty("action").GetString()}: {e.GetProperty("reason").GetString()}"));
    }

    [Fact]
    public async Task What_is_made_current_by_force_needs_a_reason_and_else_may_have_one()
    {
        JsonElement problem = await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:makeCurrent", """{"force":true}""", HttpStatusCode.BadRequest);
        Assert.Contains("reason", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        Assert.Equal("current", (await _service.AskAsync(HttpMethod.Post, "/v1/versions/v2:makeCurrent", """{"force":true,"reason":"a hot fix"}""")).GetProperty("state").GetString());
        await _service.AskAsync(HttpMethod.Post, "/v1/versions/v1:makeCurrent", """{"reason":"no better"}""");
        IEnumerable<JsonElement> history = (await _service.AskAsync(HttpMethod.Get, "/v1/history")).GetProperty("entries").EnumerateArray();
        Assert.Equal(["a hot fix", "no better"], history.Where(e => e.GetProperty("to").GetString() == "current").Select(e => e.GetProperty("reason").GetString()).TakeLast(2));
    }

    [Fact]
    public async Task A_plan_in_yaml_is_the_plan_in_json()
    {
        const string Yaml = """
            # As an operator writes it.
            steps:
              - stage: shadow
                share: 10
                minSoak: 10m
                gates:
                  - {metric: nonFinite, max: 0}
              - stage: canary
                share: 2.5
                approval: manual
            dryRun: true
            """;
        const string Json = """{"steps":[{"stage":"shadow","share":10,"minSoak":"10m","gates":[{"metric":"nonFinite","max":0}]},{"stage":"canary","share":2.5,"approval":"manual"}],"dryRun":true}""";

        foreach (string type in (string[])["application/yaml", "application/x-yaml; charset=utf-8", "Text/YAML"])
        {
            string byYaml = (await _service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", Yaml, type: type)).GetProperty("plan").GetRawText();
            string byJson = (await _service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", Json)).GetProperty("plan").GetRawText();

            Assert.Equal(byJson, byYaml);
        }
    }

    [Fact]
    public async Task The_history_comes_in_parts_and_what_is_no_part_is_named()
    {
        JsonElement[] all = [.. (await _service.AskAsync(HttpMethod.Get, "/v1/history")).GetProperty("entries").EnumerateArray()];
        Assert.Equal(3, all.Length);

        JsonElement newest = await _service.AskAsync(HttpMethod.Get, "/v1/history?limit=2");
        Assert.Equal(all[1..].Select(e => e.GetRawText()), newest.GetProperty("entries").EnumerateArray().Select(e => e.GetRawText()));
        JsonElement rest = await _service.AskAsync(HttpMethod.Get, $"/v1/history?limit=2&before={newest.GetProperty("next").GetInt64()}");
        Assert.Equal(all[0].GetRawText(), Assert.Single(rest.GetProperty("entries").EnumerateArray()).GetRawText());
        Assert.False(rest.TryGetProperty("next", out _));

        foreach ((string query, string named) in ((string, string)[])
            [("limit=0", "limit: \"0\""), ("limit=1001", "from 1 to 1000"), ("limit=many", "limit: \"many\""), ("before=x", "before: \"x\""), ("before=0", "before: 0"), ("before=4", "which has 3 entries"), ("before=-1", "before: \"-1\"")])
        {
            JsonElement problem = await _service.AskAsync(HttpMethod.Get, $"/v1/history?{query}", status: HttpStatusCode.BadRequest);
            Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_history_of_one_version_has_nothing_of_others_and_one_that_is_not_there_is_named()
    {
        JsonElement[] own = [.. (await _service.AskAsync(HttpMethod.Get, "/v1/history")).GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("version").GetString() == "v1")];
        Assert.True(own.Length > 1);

        JsonElement last = await _service.AskAsync(HttpMethod.Get, "/v1/history?version=v1&limit=1");
        Assert.Equal(own[^1].GetRawText(), Assert.Single(last.GetProperty("entries").EnumerateArray()).GetRawText());
        JsonElement rest = await _service.AskAsync(HttpMethod.Get, $"/v1/history?version=v1&before={last.GetProperty("next").GetInt64()}");
        Assert.Equal(own[..^1].Select(e => e.GetRawText()), rest.GetProperty("entries").EnumerateArray().Select(e => e.GetRawText()));

        foreach (string version in (string[])["v9", string.Empty])
        {
            JsonElement problem = await _service.AskAsync(HttpMethod.Get, $"/v1/history?version={version}", status: HttpStatusCode.NotFound);
            Assert.Equal($"There is no version \"{version}\". Those there are: v1, v2.", problem.GetProperty("detail").GetString());
            Assert.EndsWith("version-not-found", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reports_add_up_and_must_agree_on_what_is_better()
    {
        await _service.AskAsync(HttpMethod.Put, "/v1/consumers/ads", """{"accepts":["v1"]}""");
        await _service.AskAsync(HttpMethod.Post, "/v1/consumers/ads/metrics", """{"version":"v2","metric":"loss","value":3,"higherIsBetter":false}""");
        JsonElement all = await _service.AskAsync(HttpMethod.Post, "/v1/consumers/ads/metrics", """{"version":"v2","metric":"loss","values":[4,5],"higherIsBetter":false}""");
        Assert.Equal((3, 4), (all.GetProperty("samples").GetInt64(), all.GetProperty("mean").GetDouble()));

        await _service.AskAsync(HttpMethod.Post, "/v1/consumers/ads/metrics", """{"version":"v1","metric":"loss","value":3}""", HttpStatusCode.Conflict);
    }
}
