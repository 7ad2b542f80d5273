using System.Xml.Linq;

namespace UserRep.Tests.Architecture;

/// <summary>The files of the repository, found from where the tests run.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal)
    {
        ".git", ".vs", ".idea", "bin", "obj", "TestResults", "node_modules",
    };

    // Left alone at the root only, as in .gitignore.
    private static readonly HashSet<string> NotOursAtRoot = new(StringComparer.Ordinal) { "data", "out" };

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is ours, built ones left out.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Below(new DirectoryInfo(Root))];

    /// <summary>Every project file, by its path from the root, with forward slashes.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects { get; } =
        Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).ToDictionary(FromRoot, f => XDocument.Load(f));

    public static string FromRoot(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static string Read(string pathFromRoot) => File.ReadAllText(Path.Combine(Root, pathFromRoot));

    /// <summary>The values of an attribute of all elements of a name, whatever their place.</summary>
    public static IEnumerable<string> Values(this XDocument project, string element, string attribute) =>
        project.Descendants(element).Select(e => e.Attribute(attribute)?.Value).OfType<string>();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "UserRep.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds UserRep.sln.");
    }

    private static IEnumerable<string> Below(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            yield return file.FullName;
        }

        foreach (DirectoryInfo inner in folder.EnumerateDirectories().Where(d => IsOurs(folder, d)))
        {
            foreach (string file in Below(inner))
            {
                yield return file;
            }
        }
    }

    private static bool IsOurs(DirectoryInfo folder, DirectoryInfo inner) =>
        !NotOurs.Contains(inner.Name) && !(folder.FullName == Root && NotOursAtRoot.Contains(inner.Name));
}
