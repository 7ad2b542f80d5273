using UserRep.Silo.Hosting;

namespace UserRep.Silo.Access;

/// <summary>Reads the keys of callers, from the settings and from the file that they may name.</summary>
internal static class ApiKeySettings
{
    public const string Section = "ApiKeys";

    private const int MinLength = 16;

    /// <summary>Reads all keys; everything wrong with them goes to the mistakes, which repeat no key.</summary>
    public static IReadOnlyList<string> Read(IConfigurationSection settings, string? file, List<string> mistakes)
    {
        (string Name, string Key)[] keys = [.. settings.GetSection(Section).GetChildren().Select((k, i) => ($"UserRep:{Section}:{i}", k.Value ?? string.Empty)), .. InFile(file, mistakes)];
        mistakes.AddRange(keys.Where(k => k.Key.Length < MinLength).Select(k => $"{k.Name} has {k.Key.Length} characters. Give {MinLength} or more."));
        return [.. keys.Select(k => k.Key)];
    }

    private static IEnumerable<(string Name, string Key)> InFile(string? file, List<string> mistakes)
    {
        if (file is null)
        {
            return [];
        }

        if (SecretFile.Read("ApiKeysFile", file, "a key on each line", out string text) is { } mistake)
        {
            mistakes.Add(mistake);
            return [];
        }

        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            mistakes.Add($"UserRep:ApiKeysFile is \"{file}\", which is empty. Give a file that holds a key on each line.");
        }

        return lines.Select((key, i) => ($"UserRep:ApiKeysFile is \"{file}\", and the key on its line {i + 1}", key));
    }
}
