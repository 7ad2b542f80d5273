using System.Globalization;
using UserRep.Silo.Json;

namespace UserRep.Silo.Hosting;

/// <summary>One setting: how it is named, explained and read. Its default is what the options hold by themselves.</summary>
/// <param name="Key">Its name under <c>UserRep</c>.</param>
/// <param name="Form">What its value looks like.</param>
/// <param name="Text">What it does.</param>
/// <param name="Default">Its default, as one would write it.</param>
/// <param name="Apply">Takes a value; gives what to give instead if it is none, or null.</param>
/// <param name="IsSecret">Whether nobody is to be shown a value.</param>
internal sealed record Setting(string Key, string Form, string Text, string Default, Func<SiloOptions, string, string?> Apply, bool IsSecret = false)
{
    private static readonly SiloOptions _defaults = new();

    public static Setting Words(string key, string form, string text, Func<SiloOptions, string?> get, Action<SiloOptions, string> set) =>
        new(key, form, text, get(_defaults) ?? "none", (options, value) =>
        {
            if (value.Length > 0)
            {
                set(options, value);
            }

            return null;
        });

    public static Setting Number(string key, string text, Func<SiloOptions, long> get, Action<SiloOptions, long> set, long least, long most, string form = "N") =>
        new(key, form, text, get(_defaults).ToString(CultureInfo.InvariantCulture), (options, value) =>
        {
            if (!long.TryParse(value, CultureInfo.InvariantCulture, out long number) || number < least || number > most)
            {
                return $"Give a whole number from {least} to {most}.";
            }

            set(options, number);
            return null;
        });

    public static Setting Switch(string key, string text, Func<SiloOptions, bool> get, Action<SiloOptions, bool> set) =>
        new(key, "BOOL", text, get(_defaults) ? "true" : "false", (options, value) =>
        {
            if (!bool.TryParse(value, out bool isOn))
            {
                return "Give true or false.";
            }

            set(options, isOn);
            return null;
        });

    /// <summary>Up to 30 days unless more makes sense: timers do not reach much further.</summary>
    public static Setting Time(string key, string text, Func<SiloOptions, TimeSpan> get, Action<SiloOptions, TimeSpan> set, TimeSpan? least = null, TimeSpan? most = null)
    {
        (TimeSpan from, TimeSpan to) = (least ?? TimeSpan.FromMilliseconds(1), most ?? TimeSpan.FromDays(30));
        return new Setting(key, "TIME", text, Moments.Duration(get(_defaults)), (options, value) =>
        {
            bool read = Moments.TryReadDuration(value, out TimeSpan time) || TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out time);
            if (!read || time < from || time > to)
            {
                return $"Give a time from {Moments.Duration(from)} to {Moments.Duration(to)}, such as 10s or 00:00:10.";
            }

            set(options, time);
            return null;
        });
    }
}
