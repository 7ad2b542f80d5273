using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace UserRep.Silo.Dashboard.Reports;

/// <summary>
/// The text of a report, in Markdown, as a part of a page. It comes from outside: HTML in it is text, and links lead nowhere. What it says of its pictures is taken out
/// of it; the page shows them by themselves, first.
/// </summary>
/// <param name="Html">The text, without pictures.</param>
/// <param name="Captions">What it says of pictures, by the names of their files.</param>
internal sealed record ReportText(MarkupString Html, IReadOnlyDictionary<string, string> Captions)
{
    private static readonly MarkdownPipeline _markdown = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static ReportText Of(string text)
    {
        MarkdownDocument document = Markdown.Parse(text, _markdown);
        Dictionary<string, string> captions = new(StringComparer.Ordinal);
        foreach (LinkInline link in document.Descendants<LinkInline>().ToArray())
        {
            if (link.IsImage)
            {
                captions[link.Url ?? string.Empty] = string.Concat(link.Descendants<LiteralInline>().Select(l => l.Content.ToString()));
                link.Remove();
            }
            else
            {
                link.ReplaceBy(new ContainerInline(), copyChildren: true);
            }
        }

        foreach (AutolinkInline link in document.Descendants<AutolinkInline>().ToArray())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
        {
            // The page has the first two levels itself.
            heading.Level = Math.Min(6, heading.Level + 2);
        }

        return new ReportText(new MarkupString(document.ToHtml(_markdown)), captions);
    }
}
