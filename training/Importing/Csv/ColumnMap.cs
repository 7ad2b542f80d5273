using System.CommandLine.Parsing;

namespace UserRep.Training.Importing.Csv;

/// <summary>What <c>--map user=COL,item=COL</c> says, in its order: roles to column names or numbers.</summary>
internal sealed class ColumnMap(IReadOnlyList<KeyValuePair<string, string>> pairs)
{
    public const string None = "none";

    public IReadOnlyList<KeyValuePair<string, string>> Pairs { get; } = pairs;

    public string? this[string role] => Pairs.FirstOrDefault(pair => pair.Key == role).Value;

    /// <summary>Gets whether every column is a number: then the file has no header unless told otherwise.</summary>
    public bool AllNumbers => Pairs.Count > 0 && Pairs.Where(pair => pair.Value != None).All(pair => int.TryParse(pair.Value, out _));

    /// <param name="result">The option's value.</param>
    /// <param name="required">Roles that must be there.</param>
    /// <param name="optional">Roles that may be there; null allows any.</param>
    public static ColumnMap Parse(ArgumentResult result, string[] required, string[]? optional)
    {
        string option = result.Parent is OptionResult parent ? parent.Option.Name : "--map";
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (string part in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[0].Length == 0 || sides[1].Length == 0) result.AddError($"{option}: '{part}' is not ROLE=COLUMN.");
            else if (pairs.Any(pair => pair.Key == sides[0])) result.AddError($"{option}: '{sides[0]}' comes twice.");
            else if (optional is not null && !required.Contains(sides[0]) && !optional.Contains(sides[0])) result.AddError($"{option}: there is no role '{sides[0]}'; the roles are {string.Join(", ", [.. required, .. optional])}.");
            else pairs.Add(new(sides[0], sides[1]));
        }

        string[] missing = [.. required.Except(pairs.Select(pair => pair.Key))];
        if (missing.Length > 0) result.AddError($"{option}: {string.Join(", ", missing.Select(role => $"{role}=COLUMN"))} is missing{(missing.Contains("time") ? " (time=none for a set without times)" : "")}.");
        return new ColumnMap(pairs);
    }
}
