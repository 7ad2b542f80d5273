using System.IO.Hashing;
using System.Text;

namespace UserRep.EventLog.Schema;

/// <summary>One step of a schema, from <c>deploy/sql</c>.</summary>
/// <param name="Number">Its place in the order, from 1.</param>
/// <param name="Text">The statements.</param>
internal sealed record SqlScript(int Number, string Text)
{
    /// <summary>What the first line of a step must be, to the letter, that older programs can work with.</summary>
    public const string AdditiveLine = "-- additive: older programs go on working on it";

    /// <summary>Gets a hash of the statements; line endings do not count.</summary>
    public long Checksum => unchecked((long)XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>Gets a value indicating whether programs that do not know the step can work on a database that has it: its first line says so.</summary>
    public bool IsAdditive => Text.ReplaceLineEndings("\n").Split('\n')[0] == AdditiveLine;

    /// <summary>The steps of one schema in order, such as <c>sqlite/events</c>.</summary>
    public static IReadOnlyList<SqlScript> Of(string schema)
    {
        string prefix = $"sql/{schema}-";
        SqlScript[] scripts =
        [
            .. typeof(SqlScript).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select((name, i) => new SqlScript(i + 1, Read(name))),
        ];
        return scripts.Length > 0 ? scripts : throw new InvalidOperationException($"There is no schema {schema}.");
    }

    private static string Read(string name)
    {
        using StreamReader reader = new(typeof(SqlScript).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
