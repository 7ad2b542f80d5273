using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using UserRep.Silo.Access;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Versions;

/// <summary>What requests that change something have in common: who asks, what they have seen, and a body that may be left out.</summary>
internal static class RequestFacts
{
    public const string ActorHeader = "x-actor";

    private const string ReasonExample = "{\"reason\": \"…\"}";
    private const string Somebody = "operator";
    private const int MaxActor = 128;

    /// <summary>Who asks, for the history: the identity that is known, beside what the caller says of itself; that alone where anybody may ask.</summary>
    public static string Actor(HttpRequest request, string otherwise = Somebody)
    {
        string? said = request.Headers[ActorHeader].FirstOrDefault();
        string? known = request.HttpContext.User.Name();
        return string.IsNullOrWhiteSpace(said) ? known ?? otherwise
            : said.Length <= MaxActor ? known is null ? said : $"{known} ({said})"
            : throw new BadRequestException($"{ActorHeader}: it has {said.Length} characters. Give a name of at most {MaxActor}.");
    }

    /// <summary>The revision that <c>If-Match</c> names; null if whatever there is will do.</summary>
    public static long? IfRevision(HttpRequest request)
    {
        string? tag = request.Headers.IfMatch.FirstOrDefault();
        if (string.IsNullOrEmpty(tag) || tag == "*")
        {
            return null;
        }

        return long.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long revision)
            ? revision
            : throw new BadRequestException($"If-Match: {tag} is no revision. Give the ETag that the version was read with, such as {Tag(7)}.");
    }

    public static string Tag(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>Why they ask, if the body says so; it may be left out.</summary>
    public static async Task<string?> ReasonAsync(HttpRequest request, CancellationToken cancellation) =>
        (await BodyAsync(request, ApiJson.Default.ReasonModel, ReasonExample, cancellation))?.Reason;

    /// <summary>The body, or nothing where there is none.</summary>
    public static async Task<T?> BodyAsync<T>(HttpRequest request, JsonTypeInfo<T> type, string example, CancellationToken cancellation)
        where T : class
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && request.ContentType is null))
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, cancellation);
        }
        catch (JsonException error)
        {
            throw new BadRequestException($"{error.Path}: {error.Message} Send {example}, as application/json.");
        }
    }
}
