using System.Text.Encodings.Web;
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
    /// <summary>The most characters that are shown; a report of the evaluation has a tenth.</summary>
    internal const int MaxLength = 256 * 1024;

    // What takes Markdig a time that grows with the square of how often it is there.
    private const int MaxBrackets = 1_000;

    private static readonly MarkdownPipeline _markdown = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static ReportText Of(string text)
    {
        string shown = text.Length <= MaxLength ? text : $"{text[..Math.Max(0, text.LastIndexOf('\n', MaxLength))]}\n\nThe text goes on; so much of it is shown.\n";
        if (shown.AsSpan().Count('[') > MaxBrackets)
        {
            return AsWritten(shown);
        }

        try
        {
            return Read(shown);
        }
        catch (ArgumentException)
        {
            // Nested deeper than Markdig goes along with.
            return AsWritten(shown);
        }
    }

    private static ReportText AsWritten(string text) => new(new MarkupString($"<pre>{HtmlEncoder.Default.Encode(text)}</pre>"), new Dictionary<string, string>());

    private static ReportText Read(string text)
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
