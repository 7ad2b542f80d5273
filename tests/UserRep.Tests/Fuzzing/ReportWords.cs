using System.Text;

namespace UserRep.Tests.Fuzzing;

/// <summary>What means something in the text of a report, and texts as they come with bundles.</summary>
internal static class ReportWords
{
    public static readonly string[] Samples =
    [
        "# Evaluation\n\n| Model | AUC |\n| --- | ---: |\n| UserRep | **0.72** |\n\n![AUC by *task*](auc.png)\n",
        "Of [the data](https://elsewhere.example/) and <https://elsewhere.example/>:\n\n1. one\n   - two\n\n> `code` &amp; &#xD800;\n\n```\ntext\n```\n\n[ref]: a.png \"of it\"\n![ref]\n",
    ];

    public static readonly IReadOnlyList<byte[]> All =
    [
        .. ((string[])["#", "\n", "\n\n", "|", "| - |", "---", "![", "[", "](", "]", ")", "]: ", "<", ">", "> ", "- ", "1. ", "*", "_", "**", "`", "```", "\\", "&#xD800;", "&#0;", "&amp;", "<b>", "<!--", "\t", "    "]).Select(Encoding.UTF8.GetBytes),
        [0xEF, 0xBB, 0xBF], [0xFF], [0xED, 0xA0, 0x80], [0],
    ];
}
