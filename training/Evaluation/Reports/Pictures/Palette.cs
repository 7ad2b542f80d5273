using ScottPlot;

namespace UserRep.Training.Evaluation.Reports.Pictures;

/// <summary>Colours that people with any kind of colour vision can tell apart (Okabe and Ito 2008).</summary>
internal static class Palette
{
    public static Color Ours { get; } = Color.FromHex("#D55E00");

    public static Color Rival { get; } = Color.FromHex("#9AA5B1");

    public static Color Ink { get; } = Color.FromHex("#25303B");

    public static Color Faint { get; } = Color.FromHex("#E4E8EC");

    /// <summary>Gets colours for lines and points beside ours.</summary>
    public static Color[] Others { get; } =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"), Color.FromHex("#56B4E9"), Color.FromHex("#E69F00"),
        Color.FromHex("#000000"), Color.FromHex("#8C6D31"),
    ];

    public static Color Other(int index) => Others[index % Others.Length];
}
