extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Runbook;
using Xunit;

namespace UserRep.Tests.Dashboard.Runbook;

public class RunbookTextTests
{
    [Fact]
    public void Sections_have_their_paragraphs_and_their_code_as_it_is_written()
    {
        IReadOnlyList<RunbookSection> sections = RunbookText.Read("# Title\n\nFirst.\n\n## Silo down\n\nLook at\nit.\n\n```sh\n# no heading\n\nls\n```\n\n# Other\n\nNothing.\n\n## Log failing\n\n| a |\n| b |\n");

        Assert.Equal(["Silo down", "Log failing"], sections.Select(s => s.Heading));
        Assert.Equal([("Look at\nit.", false), ("# no heading\n\nls", true)], sections[0].Blocks.Select(b => (b.Text, b.IsPreformatted)));
        Assert.Equal([("| a |\n| b |", true)], sections[1].Blocks.Select(b => (b.Text, b.IsPreformatted)));
    }

    [Fact]
    public void A_paragraph_has_code_and_links_to_other_headings() =>
        Assert.Equal(
            [("See ", false, null), ("Log failing", false, "#log-failing"), (" and ", false, null), ("df", true, null), (", then ", false, null), ("metrics", false, null), (".", false, null)],
            RunbookText.Spans("See [Log failing](#log-failing) and `df`, then [metrics](metrics.md).").Select(s => (s.Text, s.IsCode, s.Link)));

    [Fact]
    public void Its_links_lead_to_headings_that_there_are() => Assert.Empty(
        RunbookText.Sections.SelectMany(s => s.Blocks).SelectMany(b => RunbookText.Spans(b.Text)).Select(s => s.Link).OfType<string>()
            .Except(RunbookText.Sections.Select(s => $"#{RunbookText.Slug(s.Heading)}")));

    [Fact]
    public void It_is_part_of_the_program() => Assert.Contains("Partition behind", RunbookText.Sections.Select(s => s.Heading));
}
