using System.Text.Json.Serialization;

namespace UserRep.Training.Importing;

/// <summary>How one file was read: rows, rows left out, and the first of these.</summary>
internal sealed record ImportedFile(string File, long Rows, long BadRows, IReadOnlyList<BadRow> FirstBadRows, [property: JsonIgnore] string Summary)
{
    public static ImportedFile From(BadRows rows) => new(rows.File, rows.Rows, rows.Bad, rows.First, rows.Describe());
}
