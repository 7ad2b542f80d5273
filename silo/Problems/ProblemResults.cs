using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using UserRep.Grains.Erasures;
using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Silo.Access;

namespace UserRep.Silo.Problems;

/// <summary>The one place that says what an error is over REST (RFC 9457).</summary>
internal static class ProblemResults
{
    private const string Types = "urn:userrep:problem:";

    public static IResult Of(Exception error) => error switch
    {
        EventsRejectedException rejected => Of(StatusCodes.Status400BadRequest, "invalid-events", "Some events are wrong; none was accepted.", rejected.Message, mistakes: rejected.Mistakes),
        _ when KnownErrors.Of(error) is { } known => Of(known, (error as UnfinishedErasureException)?.ReceiptId),
        ForbiddenException forbidden => Forbidden(forbidden.Message),
        BadRequestException bad => Of(StatusCodes.Status400BadRequest, "invalid", "The request is wrong.", bad.Message),
        TooLargeException large => Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large.", large.Message),
        UnsupportedTypeException type => Of(StatusCodes.Status415UnsupportedMediaType, "content-type", "The content type is none that is taken here.", type.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Of(
            StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large.", "Send less at a time; UserRep:MaxBodyBytes and UserRep:MaxBundleBytes set the limits, and maxBodyBytes that of an identity."),
        BadHttpRequestException bad => Of(bad.StatusCode, "invalid", "The request is wrong.", bad.Message),
        _ => Of(StatusCodes.Status500InternalServerError, "internal", "Something went wrong in the service.", "The service's own log says what."),
    };

    /// <summary>What routing refused before any handler saw it.</summary>
    public static IResult Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Of(StatusCodes.Status404NotFound, "not-found", "There is nothing at this address.", "The reference at /docs lists what there is."),
        StatusCodes.Status405MethodNotAllowed => Of(
            StatusCodes.Status405MethodNotAllowed, "method", "The address does not take this method.", $"{context.Request.Method} is not among: {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => Of(new UnsupportedTypeException(context.Request.ContentType)),
        int status => Of(status, "refused", "The request is refused.", "The reference at /docs says what the address takes."),
    };

    public static IResult Unauthorized() =>
        Of(StatusCodes.Status401Unauthorized, "unauthorized", "A key is missing or wrong.", $"Send one of UserRep:ApiKeys as {KeyHandler.Header}, or the key of an identity.");

    /// <param name="why">Who lacks what, and what to do.</param>
    public static IResult Forbidden(string why) => Of(StatusCodes.Status403Forbidden, "forbidden", "The identity may not do this.", why);

    /// <param name="tooMany">What the caller may do, and when again.</param>
    public static IResult TooMany(UserRepException tooMany) => Of(StatusCodes.Status429TooManyRequests, "rate-limit", "These are too many requests.", tooMany.Message, tooMany.RetryAfter);

    public static IResult NoReceipt(string id) =>
        Of(StatusCodes.Status404NotFound, "receipt-not-found", "There is no such receipt.", $"There is no receipt \"{id}\". Ask with the id that the erasure answered.");

    private static ProblemResult Of(UserRepException error, string? receipt)
    {
        (int status, string type, string title) = error.Error switch
        {
            ServiceError.Invalid => (StatusCodes.Status400BadRequest, "invalid", "The request is wrong."),
            ServiceError.NoModel => (StatusCodes.Status503ServiceUnavailable, "no-model", "There is no model yet."),
            ServiceError.VersionNotFound => (StatusCodes.Status404NotFound, "version-not-found", "There is no such version."),
            ServiceError.PositionNotReached => (StatusCodes.Status409Conflict, "position-not-reached", "The log has not reached the position."),
            ServiceError.NotReady => (StatusCodes.Status503ServiceUnavailable, "not-ready", "It is not ready yet."),
            ServiceError.Busy => (StatusCodes.Status429TooManyRequests, "busy", "The service is busy."),
            ServiceError.Unavailable => (StatusCodes.Status503ServiceUnavailable, "unavailable", "The log or the storage cannot be reached."),
            ServiceError.BundleRefused => (StatusCodes.Status422UnprocessableEntity, "bundle-refused", "The bundle is refused."),
            ServiceError.StaleRevision => (StatusCodes.Status412PreconditionFailed, "stale-revision", "It has moved since."),
            ServiceError.VersionRetired => (StatusCodes.Status410Gone, "version-retired", "The version is retired."),
            ServiceError.VersionNotAccepted => (StatusCodes.Status409Conflict, "version-not-accepted", "The consumer accepts none of the versions it could get."),
            ServiceError.ConsumerNotFound => (StatusCodes.Status404NotFound, "consumer-not-found", "There is no such consumer."),
            ServiceError.SwitchNotFound => (StatusCodes.Status404NotFound, "switch-not-found", "There is no such switch."),
            ServiceError.Conflict => (StatusCodes.Status409Conflict, "conflict", "It contradicts what is there."),
            _ => (StatusCodes.Status500InternalServerError, "internal", "Something went wrong in the service."),
        };
        return Of(status, type, title, error.Message, error.RetryAfter, receipt: receipt);
    }

    private static ProblemResult Of(int status, string type, string title, string detail, TimeSpan? retryAfter = null, IReadOnlyList<EventMistake>? mistakes = null, string? receipt = null)
    {
        ProblemDetails problem = new() { Status = status, Type = Types + type, Title = title, Detail = detail };
        if (mistakes is not null)
        {
            problem.Extensions["mistakes"] = mistakes;
        }

        if (receipt is not null)
        {
            problem.Extensions["receipt"] = receipt;
        }

        return new ProblemResult(problem, retryAfter);
    }

    private sealed class ProblemResult(ProblemDetails problem, TimeSpan? retryAfter) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (retryAfter is { } wait)
            {
                httpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            }

            return Results.Problem(problem).ExecuteAsync(httpContext);
        }
    }
}
