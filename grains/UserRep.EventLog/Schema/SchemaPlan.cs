using UserRep.EventLog.Events;

namespace UserRep.EventLog.Schema;

/// <summary>Which steps a database still needs, or why it cannot be used.</summary>
internal static class SchemaPlan
{
    /// <param name="name">What the schema is called in messages.</param>
    /// <param name="scripts">The steps this program knows.</param>
    /// <param name="applied">The steps the database has. Those that this program does not know do no harm if all of them are additive.</param>
    /// <returns>The steps to apply, in order.</returns>
    /// <exception cref="EventLogException">The database is newer than the program can work with, or was made by other steps.</exception>
    public static IReadOnlyList<SqlScript> Missing(string name, IReadOnlyList<SqlScript> scripts, IReadOnlyList<AppliedStep> applied)
    {
        AppliedStep[] newer = [.. applied.Where(step => step.Number > scripts.Count).OrderBy(step => step.Number)];
        if (Array.Find(newer, step => !step.IsAdditive) is { } closed)
        {
            throw Refusal($"The {name} is at schema {newer[^1].Number}, this program knows up to {scripts.Count}, and after step {closed.Number} older programs cannot work on it. Start the newer program that wrote it.");
        }

        foreach (SqlScript script in scripts)
        {
            if (applied.Any(step => step.Number == script.Number && step.Checksum != script.Checksum))
            {
                throw Refusal($"Step {script.Number} of the schema of the {name} is not the one this program knows. Start the program that wrote it, or restore a copy.");
            }
        }

        SqlScript[] missing = [.. scripts.Where(script => applied.All(step => step.Number != script.Number))];

        // Nobody has tried the step on what came after it.
        return missing.Length == 0 || newer.Length == 0
            ? missing
            : throw Refusal($"The {name} has step {newer[0].Number} of the schema and not step {missing[0].Number}. Start the program that wrote it, or restore a copy.");
    }

    private static EventLogException Refusal(string message) => new(message, isTransient: false, outcomeUnknown: false);
}
