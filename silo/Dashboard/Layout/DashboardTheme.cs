using MudBlazor;

namespace UserRep.Silo.Dashboard.Layout;

/// <summary>The dashboard's colours, each pair with enough contrast for text, and the fonts that are there already.</summary>
internal static class DashboardTheme
{
    private static readonly string[] _fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "DejaVu Sans", "sans-serif"];

    private static readonly MudTheme _theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#3346a8",
            PrimaryContrastText = "#ffffff",
            Secondary = "#0f6e66",
            Success = "#1c6b36",
            Warning = "#8a5300",
            Error = "#b3261e",
            Info = "#1d5e99",
            Background = "#f5f6fa",
            Surface = "#ffffff",
            TextPrimary = "#1b2030",
            TextSecondary = "#525a70",
            LinesDefault = "#dde0ea",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2030",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a9b8ff",
            PrimaryContrastText = "#10152b",
            Secondary = "#6fd3c7",
            Success = "#7fd69a",
            Warning = "#f2bd6b",
            Error = "#ffb0a8",
            ErrorContrastText = "#3a0a06",
            Info = "#8ec5f7",
            Background = "#10131c",
            Surface = "#181c28",
            TextPrimary = "#e8eaf3",
            TextSecondary = "#a8afc3",
            LinesDefault = "#2b3142",
            AppbarBackground = "#181c28",
            AppbarText = "#e8eaf3",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = _fonts },
            Button = new ButtonTypography { FontFamily = _fonts, TextTransform = "none", FontWeight = "600" },
        },
    };

    /// <summary>Gets the theme where the page is light.</summary>
    public static MudTheme Light { get; } = Where("light");

    /// <summary>Gets the theme where the page is dark.</summary>
    public static MudTheme Dark { get; } = Where("dark");

    /// <summary>Both are in every page, and which holds is what dashboard.js says of the page before anything is drawn: no light before the dark.</summary>
    private static MudTheme Where(string theme) => new()
    {
        PseudoCss = new PseudoCss { Scope = $":root[data-theme=\"{theme}\"]" },
        PaletteLight = _theme.PaletteLight,
        PaletteDark = _theme.PaletteDark,
        LayoutProperties = _theme.LayoutProperties,
        Typography = _theme.Typography,
    };
}
