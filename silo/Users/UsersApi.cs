using System.Globalization;
using UserRep.Grains.Users;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;

namespace UserRep.Silo.Users;

/// <summary><c>/v1/users</c>: what is known of somebody, and forgetting it.</summary>
internal static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/{id}", GetAsync)
            .RequireAuthorization(Scopes.EmbeddingsRead)
            .WithSummary("What the service knows of a user.")
            .Produces<UserModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapDelete("/users/{id}", DeleteAsync)
            .RequireAuthorization(Scopes.UsersErase).Audited("user.erase")
            .WithSummary("Erase a user: events, snapshots and vectors. A later read says cold.")
            .Produces<ErasedModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> GetAsync(string id, IUserDirectory users, CancellationToken cancellation)
    {
        UserSummary user = await users.DescribeAsync(id, cancellation);
        return Results.Json(
            new UserModel(user.UserId, user.EventCount, Moment(user.FirstEventAtMs), Moment(user.LastEventAtMs), user.Position, user.UnknownItemEvents, user.Versions),
            ApiJson.Default.UserModel);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IUserDirectory users, CancellationToken cancellation)
    {
        // Who was erased must not be learned from the audit.
        AuditTarget.Set(context, "one user");
        long events = await users.EraseAsync(id, cancellation);
        AuditTarget.Set(context, string.Create(CultureInfo.InvariantCulture, $"one user with {events} events"));
        return Results.Json(new ErasedModel(id, events), ApiJson.Default.ErasedModel);
    }

    private static string? Moment(long? ms) => ms is { } known ? Moments.Iso(known) : null;
}
