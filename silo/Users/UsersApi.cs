using UserRep.Grains.Users;
using UserRep.Silo.Json;

namespace UserRep.Silo.Users;

/// <summary><c>/v1/users</c>: what is known of somebody, and forgetting it.</summary>
internal static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/{id}", GetAsync)
            .WithSummary("What the service knows of a user.")
            .Produces<UserModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapDelete("/users/{id}", DeleteAsync)
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

    private static async Task<IResult> DeleteAsync(string id, IUserDirectory users, CancellationToken cancellation) =>
        Results.Json(new ErasedModel(id, await users.EraseAsync(id, cancellation)), ApiJson.Default.ErasedModel);

    private static string? Moment(long? ms) => ms is { } known ? Moments.Iso(known) : null;
}
