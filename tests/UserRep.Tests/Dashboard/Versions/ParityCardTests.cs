extern alias Silo;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Vitals;
using UserRep.Tests.Dashboard.Feed;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

public class ParityCardTests
{
    [Fact]
    public async Task It_says_of_the_version_how_many_vectors_were_checked_at_all_silos_and_how_many_differed()
    {
        ClusterVitals vitals = Counted.Cluster(At("a:1", ("v1", 40, 0), ("v2", 7, 7)), At("b:1", ("v1", 1_000, 3))) with { Silent = ["c:1"] };

        string page = await RenderAsync("v1", vitals);

        Assert.Contains("data-parity=\"checked\">1,040<", page, StringComparison.Ordinal);
        Assert.Contains("data-parity=\"different\">3<", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/runbook#parity-broken\"", page, StringComparison.Ordinal);
        Assert.Contains("Without c:1, where nobody answers.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_none_differed_nothing_is_to_be_done()
    {
        string page = await RenderAsync("v1", Counted.Cluster(At("a:1", ("v1", 40, 0), ("v2", 7, 7))));

        Assert.Contains("data-parity=\"different\">0<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/runbook", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Without", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_silo_serves_was_not_checked() =>
        Assert.Contains("data-parity=\"checked\">0<", await RenderAsync("v3", Counted.Cluster(At("a:1", ("v1", 40, 0)))), StringComparison.Ordinal);

    private static SiloVitals At(string silo, params (string Version, long Checked, long Different)[] versions) => Counted.Silo(silo, 0, []) with
    {
        Encoders = [.. versions.Select(v => new EncoderVitals(v.Version, v.Checked, 1, 0) { ParityChecked = v.Checked, ParityDifferent = v.Different })],
    };

    private static async Task<string> RenderAsync(string version, ClusterVitals vitals)
    {
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        await using HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        ParameterView parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ParityCard.Version)] = version, [nameof(ParityCard.Vitals)] = vitals });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ParityCard>(parameters)).ToHtmlString());
    }
}
