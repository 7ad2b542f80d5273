using System.Globalization;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Versions;

/// <summary><c>/v1/history</c>: what was done, by whom, and what was current when.</summary>
internal static class HistoryApi
{
    public static void MapHistory(this IEndpointRouteBuilder routes) => routes.MapGet("/history", GetAsync)
        .WithSummary("Everything that was done to versions, consumers and switches, the oldest first; at=TIME: up to then, and what was current.")
        .Produces<HistoryModel>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> GetAsync(string? at, IVersionRegistry versions, CancellationToken cancellation)
    {
        DateTimeOffset? moment = at is null ? null : Moment(at);
        IReadOnlyList<HistoryEntry> all = await versions.HistoryAsync(cancellation);
        HistoryEntry[] until = [.. all.Where(e => moment is null || e.At <= moment)];
        return Results.Json(new HistoryModel(moment, until.LastOrDefault()?.Current, [.. until.Select(Model)]), ApiJson.Default.HistoryModel);
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment)
            ? moment
            : throw new BadRequestException($"at: \"{text}\" is no moment. Give one such as 2026-03-01T12:00:00Z.");

    private static HistoryEntryModel Model(HistoryEntry e) => new(
        e.Revision, e.At, e.Actor, e.Action, e.Version, e.From?.Name(), e.To?.Name(), e.Share, e.Consumer, e.Switch, e.Reason, e.IsForced, e.Current, e.Gates is { } gates ? [.. gates.Select(RolloutModelText.Model)] : null);
}
