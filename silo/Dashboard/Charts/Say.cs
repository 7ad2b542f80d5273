using System.Globalization;

namespace UserRep.Silo.Dashboard.Charts;

/// <summary>Numbers, sizes and times as people read them.</summary>
internal static class Say
{
    private static readonly string[] _sizes = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Three digits or so: <c>0</c>, <c>0.25</c>, <c>4.2</c>, <c>37</c>, <c>12,500</c>.</summary>
    public static string Number(double number) => number switch
    {
        0 => "0",
        < 0.995 and > -0.995 => Text(number, "0.##"),
        < 9.95 and > -9.95 => Text(number, "0.#"),
        _ => Text(number, "#,0"),
    };

    /// <summary>A time in seconds, in what suits it.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 0.00995 => Text(seconds * 1_000, "0.#") + " ms",
        < 1 => Text(seconds * 1_000, "0") + " ms",
        < 9.95 => Text(seconds, "0.#") + " s",
        < 59.5 => Text(seconds, "0") + " s",
        < 3_570 => Text(seconds / 60, seconds < 570 ? "0.#" : "0") + " min",
        < 172_000 => Text(seconds / 3_600, seconds < 35_000 ? "0.#" : "0") + " h",
        _ => Text(seconds / 86_400, "0") + " days",
    };

    public static string Bytes(double bytes)
    {
        int size = 0;
        while (bytes >= 1_024 && size < _sizes.Length - 1)
        {
            (bytes, size) = (bytes / 1_024, size + 1);
        }

        return $"{Number(bytes)} {_sizes[size]}";
    }

    public static string Share(double share) => Text(share * 100, "0.##") + " %";

    public static string Ago(DateTimeOffset then, DateTimeOffset now) => now - then < TimeSpan.FromSeconds(1) ? "just now" : $"{Time((now - then).TotalSeconds)} ago";

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
