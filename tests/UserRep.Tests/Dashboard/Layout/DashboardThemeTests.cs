extern alias Silo;

using System.Reflection;
using System.Text.RegularExpressions;
using MudBlazor;
using MudBlazor.Utilities;
using Silo::UserRep.Silo.Dashboard.Layout;
using UserRep.Tests.Architecture;
using Xunit;

namespace UserRep.Tests.Dashboard.Layout;

/// <summary>The colours stand twice: for the component library, and for pages that are not alive yet.</summary>
public partial class DashboardThemeTests
{
    [Fact]
    public void The_style_sheet_has_the_theme_s_colours_and_all_that_it_uses()
    {
        string css = Repository.Read("silo/wwwroot/dashboard.css");
        string[] used = [.. Used().Matches(css).Select(m => m.Groups[1].Value).Distinct().Order()];

        Assert.NotEmpty(used);
        foreach ((string name, Palette palette) in (IEnumerable<(string, Palette)>)[("light", DashboardTheme.Theme.PaletteLight), ("dark", DashboardTheme.Theme.PaletteDark)])
        {
            string block = css.Split($":root[data-theme=\"{name}\"] {{")[1].Split('}')[0];
            string[] written = [.. Written().Matches(block).Select(m => $"{m.Groups[1].Value} {new MudColor(m.Groups[2].Value)}").Order()];

            Assert.Equal([.. used.Select(u => $"{u} {Colour(palette, u)}").Order()], written);
            Assert.Contains($"color-scheme: {name}; background: {palette.Background.ToString(MudColorOutputFormats.Hex)};", block, StringComparison.Ordinal);
        }
    }

    // text-primary is TextPrimary, and primary-text is PrimaryContrastText.
    private static MudColor Colour(Palette palette, string variable)
    {
        string name = string.Concat(variable.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        PropertyInfo property = typeof(Palette).GetProperty(name.EndsWith("Text", StringComparison.Ordinal) ? $"{name[..^4]}ContrastText" : name)!;
        return (MudColor)property.GetValue(palette)!;
    }

    [GeneratedRegex(@"var\(--mud-palette-([a-z-]+)\)")]
    private static partial Regex Used();

    [GeneratedRegex(@"--mud-palette-([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Written();
}
