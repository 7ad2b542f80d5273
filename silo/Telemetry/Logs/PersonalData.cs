using System.Text.RegularExpressions;

namespace UserRep.Silo.Telemetry.Logs;

/// <summary>
/// What names a user in a text that others have written: Orleans tells of a grain by its key, which of a user's grain is the user's id, and of a call by what
/// it was made with; an address has it in its path. An id may have any character but that of a new line, so that the rest of the line goes with it.
/// </summary>
internal static partial class PersonalData
{
    /// <summary>What stands for it.</summary>
    public const string LeftOut = "(left out)";

    public static bool IsIn(string text) => Place().IsMatch(text);

    public static string Without(string text) => Place().Replace(text, $"$1{LeftOut}");

    [GeneratedRegex(@"(?<!/home/)\b(v1/users/|user/)[^\r\n]+")]
    private static partial Regex Place();
}
