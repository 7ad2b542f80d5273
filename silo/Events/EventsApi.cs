using UserRep.Grains.Intake;
using UserRep.Silo.Access;
using UserRep.Silo.Hosting;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Events;

/// <summary><c>/v1/events</c>: what users do.</summary>
internal static class EventsApi
{
    private const string Lines = "application/x-ndjson";

    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapPost("/events", PostAsync)
        .RequireAuthorization(Scopes.EventsWrite)
        .WithSummary("Accept events, all or none; answers when they are durable.")
        .WithDescription("Body: {\"events\":[{\"eventId\",\"userId\",\"type\",\"itemId\",\"timestamp\",\"value\",\"attributes\"}]}, or an event a line as application/x-ndjson. The same eventId of a user again is a duplicate.")
        .Accepts<object>("application/json", Lines)
        .Produces<EventsModel>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> PostAsync(HttpRequest request, IEventIntake intake, SiloOptions options, CancellationToken cancellation)
    {
        bool isLines = request.ContentType?.StartsWith(Lines, StringComparison.OrdinalIgnoreCase) == true;
        if (!isLines && request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new UnsupportedTypeException(request.ContentType);
        }

        SentEvents sent = isLines
            ? await EventBody.ReadLinesAsync(request.Body, options.Grains.Intake.MaxEvents, cancellation)
            : await EventBody.ReadAsync(request.Body, options.Grains.Intake.MaxEvents, cancellation);
        IReadOnlyList<AcceptedEvent> accepted = await intake.AcceptAsync(sent.AllRead(intake), cancellation);
        return Results.Json(
            new EventsModel([.. accepted.Select(e => new EventModel(e.EventId, e.UserId, e.Position, !e.IsDuplicate, e.IsDuplicate))]),
            ApiJson.Default.EventsModel,
            statusCode: StatusCodes.Status202Accepted);
    }
}
