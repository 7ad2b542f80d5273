extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Reports;
using Xunit;

namespace UserRep.Tests.Dashboard.Reports;

/// <summary>A report comes from outside, with whatever somebody has put into it.</summary>
public class ReportTextTests
{
    [Fact]
    public void Headings_and_tables_are_shown_and_pictures_have_their_captions()
    {
        ReportText text = ReportText.Of("# Evaluation\n\n| Model | AUC |\n| --- | ---: |\n| UserRep | **0.72** |\n\n![AUC by *task*](auc.png)");
        string html = text.Html.Value;

        Assert.Contains("<h3>Evaluation</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align: right;\"><strong>0.72</strong></td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Equal("AUC by task", text.Captions["auc.png"]);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[here](javascript:alert(1))")]
    [InlineData("[here](https://elsewhere.example/)")]
    [InlineData("<https://elsewhere.example/>")]
    [InlineData("![x](https://elsewhere.example/x.png)")]
    [InlineData("![x](../../secret.png)")]
    [InlineData("![x](report.md)")]
    [InlineData("[ref]\n\n[ref]: javascript:alert(1)")]
    [InlineData("![x](auc.png \"a\\\" onerror=\\\"alert(1)\")")]
    [InlineData("| a |\n| - |\n| <b onclick=alert(1)>x</b> |")]
    public void Nothing_in_it_does_anything_or_leads_anywhere(string text)
    {
        string html = ReportText.Of(text).Html.Value;

        Assert.All(["<script", "<a ", "<b ", "<img", "href", "src"], part => Assert.DoesNotContain(part, html.Replace("&lt;img src=x", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotMatch("<[^>]*\\son[a-z]+=", html);
    }

    [Theory]
    [InlineData(">", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("![", 900)]
    [InlineData("[a](", 64_000)]
    public void A_text_that_is_made_to_be_hard_to_read_is_shown_as_it_is_written(string part, int times)
    {
        string html = ReportText.Of(string.Concat(Enumerable.Repeat(part, times))).Html.Value;

        Assert.StartsWith($"<pre>{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(string.Concat(Enumerable.Repeat(part, 10)))}", html, StringComparison.Ordinal);
        Assert.EndsWith("</pre>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_text_without_end_the_beginning_is_shown_in_whole_lines()
    {
        string html = ReportText.Of("# Long\n\n" + string.Concat(Enumerable.Repeat("Nothing new.\n\n", 100_000))).Html.Value;

        Assert.StartsWith("<h3>Long</h3>\n<p>Nothing new.</p>\n", html, StringComparison.Ordinal);
        Assert.EndsWith("<p>Nothing new.</p>\n<p>The text goes on; so much of it is shown.</p>\n", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, ReportText.MaxLength, 2 * ReportText.MaxLength);
    }

    [Fact]
    public void Addresses_hold_whatever_is_in_a_name()
    {
        Assert.Equal("/versions/v%2F1/report/plot%201.svg", ReportFiles.Address("v/1", "plot 1.svg"));
        Assert.True(ReportFiles.IsPicture("a.SVG"));
        Assert.False(ReportFiles.IsPicture("a.html"));
    }

    [Fact]
    public void Figures_stand_by_group_beside_those_of_the_current_version()
    {
        Dictionary<string, double> own = new() { ["live.auc"] = 0.72, ["training.users"] = 10, ["live.accuracy"] = 0.6, ["loss"] = 1 };
        Dictionary<string, double> current = new() { ["live.auc"] = 0.7 };

        Assert.Equal(
            ["live: accuracy 0.6 –, auc 0.72 0.7", ": loss 1 –", "training: users 10 –"],
            MetricRows.Of(own, current).Select(g => FormattableString.Invariant($"{g.Key}: {string.Join(", ", g.Select(r => FormattableString.Invariant($"{r.Name} {r.Value} {(r.Current is { } c ? FormattableString.Invariant($"{c}") : "–")}")))}")));
    }
}
