using System.Text;
using System.Text.RegularExpressions;

namespace UserRep.Silo.Dashboard.Runbook;

/// <summary>The runbook as it is part of this program, by heading.</summary>
internal static partial class RunbookText
{
    private static readonly Lazy<IReadOnlyList<RunbookSection>> _sections = new(() => Read(Load()));

    public static IReadOnlyList<RunbookSection> Sections => _sections.Value;

    /// <summary>A heading as its address has it.</summary>
    public static string Slug(string heading) => heading.ToLowerInvariant().Replace(' ', '-');

    /// <summary>The sections of a text in Markdown, of headings of the second level and what is under them.</summary>
    public static IReadOnlyList<RunbookSection> Read(string markdown)
    {
        List<RunbookSection> sections = [];
        List<RunbookBlock> blocks = [];
        string? heading = null;
        StringBuilder text = new();
        bool isCode = false;
        foreach (string line in markdown.Split('\n'))
        {
            bool isFence = line.StartsWith("```", StringComparison.Ordinal);
            bool isHeading = !isCode && line.StartsWith('#');
            if (isFence || isHeading || (!isCode && string.IsNullOrWhiteSpace(line)))
            {
                End();
                isCode = isFence ? !isCode : isCode;
            }
            else
            {
                text.Append(line).Append('\n');
            }

            if (isHeading)
            {
                EndSection();
                heading = line.StartsWith("## ", StringComparison.Ordinal) ? line[3..].Trim() : null;
            }
        }

        End();
        EndSection();
        return sections;

        void End()
        {
            if (text.Length > 0)
            {
                blocks.Add(new RunbookBlock(text.ToString().TrimEnd('\n'), isCode || text[0] == '|'));
                text.Clear();
            }
        }

        void EndSection()
        {
            if (heading is not null)
            {
                sections.Add(new RunbookSection(heading, [.. blocks]));
            }

            blocks.Clear();
        }
    }

    /// <summary>The parts of a paragraph. Links to other files are text: those files are not here.</summary>
    public static IEnumerable<RunbookSpan> Spans(string paragraph)
    {
        int from = 0;
        foreach (Match match in Marked().Matches(paragraph))
        {
            if (match.Index > from)
            {
                yield return new RunbookSpan(paragraph[from..match.Index], false, null);
            }

            from = match.Index + match.Length;
            bool isCode = match.Groups["code"].Success;
            string address = match.Groups["address"].Value;
            yield return new RunbookSpan(match.Groups[isCode ? "code" : "text"].Value, isCode, address.StartsWith('#') ? address : null);
        }

        if (from < paragraph.Length)
        {
            yield return new RunbookSpan(paragraph[from..], false, null);
        }
    }

    [GeneratedRegex(@"`(?<code>[^`]+)`|\[(?<text>[^\]]+)\]\((?<address>[^)]+)\)")]
    private static partial Regex Marked();

    private static string Load()
    {
        using StreamReader reader = new(typeof(RunbookText).Assembly.GetManifestResourceStream("runbook.md")!);
        return reader.ReadToEnd();
    }
}
