using System.Text.RegularExpressions;
using UserRep.Tests.Architecture;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace UserRep.Tests.Deploy;

/// <summary>What lies in <c>deploy</c>, by its path from there.</summary>
internal static partial class DeployFiles
{
    /// <summary>Gets the names of those whose text is YAML.</summary>
    public static IEnumerable<string> Yaml { get; } = [.. All.Where(f => Path.GetExtension(f) is ".yaml" or ".yml")];

    /// <summary>Gets all names.</summary>
    public static IEnumerable<string> All => Repository.Files.Select(Repository.FromRoot)
        .Where(f => f.StartsWith("deploy/", StringComparison.Ordinal) && !f.StartsWith("deploy/secrets/", StringComparison.Ordinal)).Select(f => f["deploy/".Length..]);

    public static string PathOf(string file) => Path.Combine(Repository.Root, "deploy", file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    public static Dockerfile Image => Dockerfile.Read(PathOf("Dockerfile"));

    /// <summary>The documents of a file, anchors put in their places.</summary>
    public static IReadOnlyList<YamlNode> Documents(string file)
    {
        YamlStream stream = [];
        stream.Load(new MergingParser(new Parser(new StringReader(Read(file)))));
        return [.. stream.Documents.Select(d => d.RootNode)];
    }

    /// <summary>What is at the end of a path of keys.</summary>
    public static YamlNode At(this YamlNode node, params IEnumerable<string> path) => path.Aggregate(node, (at, key) => at[key]);

    public static IEnumerable<string> Texts(this YamlNode list) => ((YamlSequenceNode)list).Select(item => ((YamlScalarNode)item).Value!);

    public static IEnumerable<KeyValuePair<string, YamlNode>> Pairs(this YamlNode map) => ((YamlMappingNode)map).Select(p => KeyValuePair.Create(((YamlScalarNode)p.Key).Value!, p.Value));

    /// <summary>Whether the map has a key.</summary>
    public static bool Has(this YamlNode map, string key) => ((YamlMappingNode)map).Children.ContainsKey(new YamlScalarNode(key));

    /// <summary>The names of settings that a text gives as variables.</summary>
    public static IEnumerable<string> Settings(string text) => Variable().Matches(text).Select(m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)).Distinct();

    [GeneratedRegex(@"\bUserRep__(\w+)")]
    private static partial Regex Variable();
}
