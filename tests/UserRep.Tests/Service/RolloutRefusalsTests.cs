using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>What is wrong with plans and reports, over REST: all of it is refused, so that one service serves all.</summary>
public sealed class RolloutRefusalsTests(TwoVersions service) : IClassFixture<TwoVersions>
{
    [Theory]
    [InlineData("PUT", "/v1/versions/nope/plan", "", 404, "nope")]
    [InlineData("PUT", "/v1/versions/v2/plan", """{"steps":[{"stage":"beta"},{"stage":"shadow","share":-1,"minSoak":"-5m"}],"period":"often"}""", 400, "steps[0].stage|steps[1].share|steps[1].minSoak|period")]
    [InlineData("PUT", "/v1/versions/v2/plan", """{"steps":[{"stage":"shadow","minSoaks":"5m"}]}""", 400, "minSoaks")]
    [InlineData("PUT", "/v1/versions/v2/plan", """{"steps":[]}""", 400, "steps: there are 0")]
    [InlineData("POST", "/v1/versions/v2:approve", "", 409, "follows no plan")]
    [InlineData("POST", "/v1/consumers/nobody/metrics", """{"version":"v2","metric":"clicks","value":1}""", 404, "nobody")]
    [InlineData("POST", "/v1/consumers/ads/metrics", """{"version":"v9","metric":"a:b","values":[]}""", 400, "version:|metric:|values:")]
    [InlineData("POST", "/v1/consumers/ads/metrics", """{"version":"v2","metric":"clicks","values":[1],"value":1}""", 400, "value:")]
    [InlineData("POST", "/v1/consumers/ads/metrics", """{"version":"v2","metric":"clicks","values":[1e999]}""", 400, "values")]
    [InlineData("POST", "/v1/consumers/ads/metrics", "", 400, "body")]
    public async Task What_is_wrong_is_named(string method, string path, string body, int status, string named)
    {
        using HttpResponseMessage consumer = await service.Rest.PutAsync("/v1/consumers/ads", new StringContent("""{"accepts":["v1"]}""", Encoding.UTF8, "application/json"));

        JsonElement problem = await service.AskAsync(new HttpMethod(method), path, body.Length == 0 ? null : body, (HttpStatusCode)status);

        Assert.All(named.Split('|'), part => Assert.Contains(part, problem.GetProperty("detail").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("steps:\n  - stage: beta\n  - {stage: shadow, share: -1, minSoak: -5m}\nperiod: often", "steps[0].stage|steps[1].share|steps[1].minSoak|period")]
    [InlineData("steps:\n  - stage: shadow\n    minSoaks: 5m", "$.steps[0]|minSoaks")]
    [InlineData("steps:\n  - stage: shadow\n    share: much", "$.steps[0].share")]
    [InlineData("steps:\n  - stage: [shadow", "line 3, column 1")]
    public async Task What_is_wrong_with_a_plan_in_yaml_is_named(string yaml, string named)
    {
        JsonElement problem = await service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", yaml, HttpStatusCode.BadRequest, "application/yaml");

        string detail = problem.GetProperty("detail").GetString()!;
        Assert.All(named.Split('|'), part => Assert.Contains(part, detail, StringComparison.Ordinal));
        Assert.DoesNotContain("LineNumber", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_another_type_is_refused() =>
        await service.AskAsync(HttpMethod.Put, "/v1/versions/v2/plan", "<plan/>", HttpStatusCode.UnsupportedMediaType, "application/xml");
}
