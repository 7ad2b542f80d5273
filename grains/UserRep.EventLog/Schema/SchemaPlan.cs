using UserRep.EventLog.Events;

namespace UserRep.EventLog.Schema;

/// <summary>Which steps a database still needs, or why it cannot be used.</summary>
internal static class SchemaPlan
{
    /// <param name="name">What the schema is called in messages.</param>
    /// <param name="scripts">The steps this program knows.</param>
    /// <param name="applied">The checksums of the steps the database has, by number.</param>
    /// <returns>The steps to apply, in order.</returns>
    /// <exception cref="EventLogException">The database is newer than the program, or was made by other steps.</exception>
    public static IReadOnlyList<SqlScript> Missing(string name, IReadOnlyList<SqlScript> scripts, IReadOnlyDictionary<int, long> applied)
    {
        int newest = applied.Count == 0 ? 0 : applied.Keys.Max();
        if (newest > scripts.Count)
        {
            throw new EventLogException(
                $"The {name} is at schema {newest}, this program knows up to {scripts.Count}. Start the newer program that wrote it.", isTransient: false, outcomeUnknown: false);
        }

        foreach (SqlScript script in scripts)
        {
            if (applied.TryGetValue(script.Number, out long checksum) && checksum != script.Checksum)
            {
                throw new EventLogException(
                    $"Step {script.Number} of the schema of the {name} is not the one this program knows. Start the program that wrote it, or restore a copy.",
                    isTransient: false,
                    outcomeUnknown: false);
            }
        }

        return [.. scripts.Where(s => !applied.ContainsKey(s.Number))];
    }
}
