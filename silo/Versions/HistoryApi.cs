using System.Globalization;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Silo.Access;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Versions;

/// <summary><c>/v1/history</c>: what was done, by whom, and what was current when.</summary>
internal static class HistoryApi
{
    private const int MaxLimit = 1_000;

    public static void MapHistory(this IEndpointRouteBuilder routes) => routes.MapGet("/history", GetAsync)
        .RequireAuthorization(Policies.Known)
        .WithSummary("What was done to versions, consumers and switches, the newest part of it, the oldest entry first; at=TIME: up to then, and what was current.")
        .WithDescription("version: only what was done to that one. limit: how many entries, 200 if left out, at most 1000. If there are more, the answer has next; before=NEXT gives the part before.")
        .Produces<HistoryModel>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(string? at, string? before, string? limit, string? version, IVersionRegistry versions, CancellationToken cancellation)
    {
        HistoryQuery query = new() { At = at is null ? null : Moment(at), Before = before is null ? null : Place(before), Version = version };
        query = limit is null ? query : query with { Limit = Limit(limit) };
        HistoryPart part = await versions.HistoryAsync(query, cancellation);
        return Results.Json(new HistoryModel(query.At, part.Entries is [.., var last] ? last.Current : null, [.. part.Entries.Select(Model)], part.Next), ApiJson.Default.HistoryModel);
    }

    private static long Place(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long place)
        ? place
        : throw new BadRequestException($"before: \"{text}\" is no place in the history. Give what next said, or leave it out for the newest.");

    private static int Limit(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= MaxLimit
        ? limit
        : throw new BadRequestException($"limit: \"{text}\" is no number from 1 to {MaxLimit}. Give one, or leave it out for {new HistoryQuery().Limit}.");

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment)
            ? moment
            : throw new BadRequestException($"at: \"{text}\" is no moment. Give one such as 2026-03-01T12:00:00Z.");

    private static HistoryEntryModel Model(HistoryEntry e) => new(
        e.Revision, e.At, e.Actor, e.Action, e.Version, e.From?.Name(), e.To?.Name(), e.Share, e.Consumer, e.Switch, e.Reason, e.IsForced, e.Current, e.Gates is { } gates ? [.. gates.Select(RolloutModelText.Model)] : null);
}
