using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using UserRep.Testing;

namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>
/// The service as its next release could be, built from a copy of the sources: every message between silos and every stored state of a grain has one
/// field more, snapshots have another format, answers to callers another field, and the log has one more step of its schema, with a column that rows
/// have which are written after it.
/// </summary>
internal sealed partial class NextBuild : IDisposable
{
    /// <summary>The column that the log has with it, and <see cref="Value"/> in rows of later, whoever writes them.</summary>
    public const string Column = "added_by_the_next_build";

    /// <summary>What rows have there that are written after the step.</summary>
    public const string Value = "next";

    private const string Field = "AddedByTheNextBuild";

    private readonly string _root = Directory.CreateTempSubdirectory("userrep-next-").FullName;

    private NextBuild()
    {
    }

    /// <summary>Gets the program.</summary>
    public string Program => Path.Combine(_root, "out", "UserRep.Silo.dll");

    /// <summary>Gets how many messages and states have a field more.</summary>
    public int Changed { get; private set; }

    /// <summary>Gets the number of its step of the log's schema.</summary>
    public int Step { get; private set; }

    public static async Task<NextBuild> MakeAsync([CallerFilePath] string here = "")
    {
        NextBuild build = new();
        string sources = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../.."));
        foreach (string part in (string[])["grains", "silo", "client", "deploy/sql", "deploy/runbook.md", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "BannedSymbols.txt", "README.md", "LICENSE"])
        {
            await build.CopyAsync(sources, part);
        }

        build.Change();
        await Command.RunAsync("dotnet", "publish", Path.Combine(build._root, "silo"), "-c", "Release", "-o", Path.Combine(build._root, "out"), "-v", "q", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false");
        return build;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [GeneratedRegex(@"\[GenerateSerializer\](?:\s*\[[^\]]*\])*\s*(?:public|internal)\s+(?:sealed\s+|readonly\s+)*(?<kind>record struct|record|struct|class)\s")]
    private static partial Regex Serialized();

    private async Task CopyAsync(string sources, string part)
    {
        string to = Path.Combine(_root, part);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        await Command.RunAsync("cp", "-r", Path.Combine(sources, part), to);
        await Command.RunAsync("find", to, "-type", "d", "(", "-name", "bin", "-o", "-name", "obj", ")", "-prune", "-exec", "rm", "-rf", "{}", "+");
    }

    private void Change()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_root, "grains"), "*.cs", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            if (Serialized().Match(text) is { Success: true } found && !text.Contains("Exception", StringComparison.Ordinal))
            {
                File.WriteAllText(file, WithField(text, found));
                Changed++;
            }
        }

        Replace("grains/UserRep.Grains/Users/UserSnapshot.cs", "byte Format = 2;", "byte Format = 3;");
        Replace("client/Protos/userrep.proto", "message PublishResponse {", $"message PublishResponse {{\n  string {Column} = 99;");
        AddStep();
    }

    private void AddStep()
    {
        string folder = Path.Combine(_root, "deploy/sql/postgres");
        Step = Directory.GetFiles(folder, "events-*.sql").Length + 1;
        File.WriteAllText(
            Path.Combine(folder, $"events-{Step:000}.sql"),
            $"""
            -- additive: older programs go on working on it
            ALTER TABLE log_event ADD COLUMN {Column} text;
            ALTER TABLE log_event ALTER COLUMN {Column} SET DEFAULT '{Value}';

            """);
    }

    /// <summary>With one property more, whether the type has a body or not.</summary>
    private static string WithField(string text, Match found)
    {
        string value = found.Groups["kind"].Value.Contains("struct", StringComparison.Ordinal) ? string.Empty : " = \"next\";";
        string property = $"[Id(99)] public string? {Field} {{ get; init; }}{value}";
        int depth = 0;
        for (int i = found.Index + found.Length; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && text[i] == ';')
            {
                return $"{text[..i]}\n{{\n    {property}\n}}{text[(i + 1)..]}";
            }

            if (depth == 0 && text[i] == '{')
            {
                return $"{text[..(i + 1)]}\n    {property}\n{text[(i + 1)..]}";
            }
        }

        throw new InvalidOperationException($"There is no end to {found.Value}.");
    }

    private void Replace(string file, string old, string replacement)
    {
        string path = Path.Combine(_root, file);
        string text = File.ReadAllText(path);
        if (!text.Contains(old, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{file} has no \"{old}\" any more.");
        }

        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
