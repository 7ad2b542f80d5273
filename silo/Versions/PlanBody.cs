using System.Text.Json;
using Microsoft.Net.Http.Headers;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Versions;

/// <summary>A plan as it was sent, in JSON or in YAML.</summary>
internal static class PlanBody
{
    private const string Example =
        "{\"steps\": [{\"stage\": \"shadow\", \"share\": 10, \"minSoak\": \"10m\", \"minSamples\": 1000, \"approval\": \"automatic\", \"gates\": [{\"metric\": \"encodeErrorRate\", \"max\": 0.001}]}], \"dryRun\": false, \"period\": \"10s\", \"reason\": \"…\"}";

    private static readonly string[] _yaml = ["application/yaml", "application/x-yaml", "text/yaml"];

    /// <summary>Gets what a plan may be sent as beside JSON.</summary>
    public static IEnumerable<string> OtherTypes => _yaml;

    /// <summary>The plan; null where there is no body.</summary>
    /// <exception cref="BadRequestException">It cannot be read.</exception>
    public static async Task<PlanDraft?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength == 0 || !IsYaml(request.ContentType))
        {
            return await RequestFacts.BodyAsync(request, ApiJson.Default.PlanDraft, Example, cancellation);
        }

        using StreamReader reader = new(request.Body);
        byte[] json = YamlAsJson.Convert(await reader.ReadToEndAsync(cancellation));
        try
        {
            return JsonSerializer.Deserialize(json, ApiJson.Default.PlanDraft);
        }
        catch (JsonException error)
        {
            // The place it names behind that is one in the JSON, which nobody has seen.
            string message = error.Message.Split(" Path: ")[0];
            throw new BadRequestException($"{error.Path}: {message} Send the YAML of {Example}.");
        }
    }

    private static bool IsYaml(string? type) => MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? known) && _yaml.Contains(known.MediaType.ToString(), StringComparer.OrdinalIgnoreCase);
}
