using System.Text.Json;
using System.Text.RegularExpressions;

namespace UserRep.Tests.Deploy;

/// <summary>The instructions of a Dockerfile, as far as ours uses the language.</summary>
internal sealed partial class Dockerfile
{
    private readonly IReadOnlyList<(string Name, string Arguments)> _all;

    private Dockerfile(string text) => _all =
    [
        .. Comment().Replace(text, string.Empty).Replace("\\\n", " ", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Select(parts => (parts[0], parts[1])),
    ];

    /// <summary>Gets the images that stages begin with.</summary>
    public IEnumerable<string> Images => All("FROM").Select(from => from.Split(' ')[0]);

    /// <summary>Gets what is copied from the folder that the image is built in.</summary>
    public IEnumerable<string> Sources => All("COPY").Where(copy => !copy.StartsWith("--from", StringComparison.Ordinal)).SelectMany(copy => copy.Split(' ')[..^1]);

    /// <summary>Gets the variables of the last stage.</summary>
    public IReadOnlyDictionary<string, string> Environment => Last("ENV").SelectMany(env => env.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Gets the command that publishes the service; the folder that it goes to comes last.</summary>
    public string Publish => All("RUN").Single(run => run.StartsWith("dotnet publish ", StringComparison.Ordinal));

    public IReadOnlyList<int> Ports => [.. Last("EXPOSE").SelectMany(ports => ports.Split(' ')).Select(int.Parse)];

    public string User => Last("USER").Single();

    public IReadOnlyList<string> EntryPoint => Words(Last("ENTRYPOINT").Single());

    /// <summary>Gets the command that tells whether the service is ready.</summary>
    public IReadOnlyList<string> HealthCheck => Words(Last("HEALTHCHECK").Single().Split("CMD ")[1]);

    public IEnumerable<string> Volumes => Last("VOLUME");

    public static Dockerfile Read(string path) => new(File.ReadAllText(path));

    private static string[] Words(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    private IEnumerable<string> All(string name) => _all.Where(i => i.Name == name).Select(i => i.Arguments);

    private IEnumerable<string> Last(string name) => _all.Skip(_all.Select((i, place) => (i, place)).Last(i => i.i.Name == "FROM").place).Where(i => i.Name == name).Select(i => i.Arguments);

    [GeneratedRegex("^#.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
