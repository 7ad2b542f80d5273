using System.Globalization;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Embeddings;

/// <summary>Reads the parts of a question; whatever cannot be read is named.</summary>
internal static class QueryText
{
    public static TimeSpan? MaxAge(string? text) => text is null ? null
        : Moments.TryReadDuration(text, out TimeSpan age) ? age
        : throw new BadRequestException($"maxAge: \"{text}\" is no duration. Give 500ms, 10s, 5m, 1h or 2d.");

    public static long? AsOf(string? text) => text is null ? null
        : Moments.TryRead(text, out long ms) && ms >= 0 && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? ms
        : throw new BadRequestException($"asOf: \"{text}\" is no moment. Give milliseconds since 1970 UTC, or ISO 8601 such as 2026-01-31T12:00:00Z.");

    public static long MinPosition(string? text) => text is null ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long position) ? position
        : throw new BadRequestException($"minPosition: \"{text}\" is no position. Give the one that an acknowledgement returned.");
}
