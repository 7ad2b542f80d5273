using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace UserRep.Tests.Deploy;

/// <summary>Dashboard, alerts and runbook know what there is to be measured, and each other.</summary>
public sealed partial class MonitoringTests
{
    private static readonly YamlNode[] _alerts = [.. ((YamlSequenceNode)DeployFiles.Documents("prometheus/alerts.yml").Single()["groups"]).SelectMany(g => (YamlSequenceNode)g["rules"])];

    public static TheoryData<string> Yaml => [.. DeployFiles.Yaml];

    [Theory]
    [MemberData(nameof(Yaml))]
    public void Every_file_of_YAML_can_be_read(string file) => Assert.NotEmpty(DeployFiles.Documents(file));

    [Fact]
    public void What_dashboard_alerts_and_autoscaler_look_at_is_on_the_page()
    {
        string[] expressions = [.. Expressions()];
        string[] used = [.. expressions.SelectMany(e => Metric().Matches(e)).Select(m => Suffix().Replace(m.Value, string.Empty)).Distinct()];
        string[] known = [.. MetricsPage.Metrics.Select(m => m.Name), .. MetricsPage.Metrics.SelectMany(m => m.Labels)];
        Assert.True(used.Length > 20, "The expressions were not found.");
        Assert.Empty(used.Except(known));
    }

    [Fact]
    public void What_is_on_the_page_is_on_the_dashboard() =>
        Assert.All(MetricsPage.Metrics, metric => Assert.Contains(Dashboard(), e => e.Contains(metric.Name, StringComparison.Ordinal)));

    [Fact]
    public void Labels_that_expressions_name_are_on_the_page()
    {
        HashSet<string> labels = [.. MetricsPage.Metrics.SelectMany(m => m.Labels), "le", "instance", "job"];
        Assert.DoesNotContain(Expressions().SelectMany(e => Grouping().Matches(e)).SelectMany(m => m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)), label => !labels.Contains(label));
        Assert.DoesNotContain(Expressions().SelectMany(e => Matcher().Matches(e)).Select(m => m.Groups[1].Value), label => !labels.Contains(label));
    }

    [Fact]
    public void Every_alert_has_a_section_of_the_runbook_and_every_such_section_an_alert()
    {
        string[] links = [.. _alerts.Select(a => Text(a.At("annotations", "runbook")))];
        Assert.All(_alerts, alert => Assert.Equal($"deploy/runbook.md#{Slug(Words().Replace(Text(alert["alert"]), " "))}", Text(alert.At("annotations", "runbook"))));
        string text = DeployFiles.Read("runbook.md");
        IEnumerable<string> sections = Heading().Matches(text[text.IndexOf("\n# Alerts", StringComparison.Ordinal)..]).Select(h => h.Groups[1].Value).Where(h => h != "Alerts");
        Assert.Equal(sections.Select(h => $"deploy/runbook.md#{Slug(h)}").Order(), links.Order());
        Assert.All(_alerts, alert => Assert.Contains(Text(alert.At("labels", "severity")), (string[])["warning", "critical"]));
    }

    [Fact]
    public void That_no_silo_answers_is_critical_also_where_no_target_is_left()
    {
        YamlNode alert = Assert.Single(_alerts, a => Text(a["expr"]) == "absent(up{job=\"userrep\"} == 1)");
        Assert.Equal("critical", Text(alert.At("labels", "severity")));
    }

    [Fact]
    public void Links_between_the_pages_lead_somewhere() => Assert.All(
        from page in (string[])["README.md", "access.md", "runbook.md", "metrics.md", "telemetry.md"]
        from link in Link().Matches(DeployFiles.Read(page)).Select(l => l.Groups[1].Value)
        where !link.StartsWith("http", StringComparison.Ordinal)
        select (Page: link.Split('#')[0] is { Length: > 0 } other ? other : page, Anchor: link.Split('#').ElementAtOrDefault(1)),
        link =>
        {
            Assert.True(Path.Exists(DeployFiles.PathOf(link.Page)), link.Page);
            Assert.True(link.Anchor is null || Heading().Matches(DeployFiles.Read(link.Page)).Any(h => Slug(h.Groups[1].Value) == link.Anchor), $"{link.Page}#{link.Anchor}");
        });

    [Fact]
    public void Targets_are_the_silos_of_the_containers_at_their_port_of_REST()
    {
        YamlNode job = DeployFiles.Documents("prometheus/prometheus.yml").Single().At("scrape_configs")[0];
        string[] silos = [.. DeployFiles.Documents("compose.yaml").Single()["services"].Pairs().Select(s => s.Key).Where(s => s.StartsWith("silo", StringComparison.Ordinal))];
        Assert.Equal(silos.Select(s => $"{s}:{DeployFiles.Image.Ports[0]}"), job["static_configs"][0]["targets"].Texts());
        Assert.All(_alerts, alert => Assert.All(Job().Matches(Text(alert["expr"])), m => Assert.Equal(Text(job["job_name"]), m.Groups[1].Value)));
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static string Slug(string heading) => heading.ToLowerInvariant().Trim().Replace(' ', '-');

    private static IEnumerable<string> Expressions() =>
    [
        .. Dashboard(),
        .. _alerts.Select(a => Text(a["expr"])),
        .. DeployFiles.Documents("kubernetes/horizontalpodautoscaler.yaml").Single()["spec"]["metrics"] is YamlSequenceNode metrics ? metrics.Select(m => Text(m.At("pods", "metric", "name"))) : [],
    ];

    private static string[] Dashboard()
    {
        using JsonDocument dashboard = JsonDocument.Parse(DeployFiles.Read("grafana/dashboards/userrep.json"));
        return
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString(),
        ];
    }

    [GeneratedRegex(@"\b(userrep|dotnet|http_server|db_client)_\w+(?=[\[{\s()]|$)(?!"")(?!\s*[=!]~?"")")]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|count|sum)$(?<!connection_count)")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"\b(?:by|on) ?\(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("(\\w+)(?:=~|!~|!=|=)\"")]
    private static partial Regex Matcher();

    [GeneratedRegex("job=\"(\\w+)\"")]
    private static partial Regex Job();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Words();
}
