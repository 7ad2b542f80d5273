using System.Globalization;

namespace UserRep.Training.Evaluation;

/// <summary>A share as a command line gives it: <c>40%</c> or <c>0.4</c>.</summary>
internal static class ShareText
{
    /// <returns>What is wrong, or null if it was read.</returns>
    public static string? Read(string text, out double share)
    {
        bool percent = text.EndsWith('%');
        bool read = double.TryParse(text.AsSpan(0, text.Length - (percent ? 1 : 0)), NumberStyles.Float, CultureInfo.InvariantCulture, out share);
        share /= percent ? 100 : 1;
        return read && share is > 0 and < 1 ? null : $"'{text}' is not a share: give more than 0% and less than 100%, such as 40%.";
    }
}
