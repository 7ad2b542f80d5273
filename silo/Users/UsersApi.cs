using System.Globalization;
using UserRep.Grains.Erasures;
using UserRep.Grains.Users;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;
using UserRep.Silo.Versions;

namespace UserRep.Silo.Users;

/// <summary><c>/v1/users</c>: what is known of somebody, and forgetting it.</summary>
internal static class UsersApi
{
    private const string NotFinished = "Not finished: something of the user may be left. Unless the erasure is still under way, erase again.";

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
            .WithSummary("Erase a user: events, snapshots, and vectors on all silos. A later read says cold.")
            .WithDescription("The receipt says what was removed where, and can be read again by its id. silent: silos that did not confirm; where one lives, erase again. It is stored, open, before anything is removed: a problem says in receipt which stays open, if any does. x-actor says who asks, for the receipt.")
            .Produces<ErasedModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/erasures/{id}", FindAsync)
            .RequireAuthorization(Scopes.UsersErase)
            .WithSummary("The receipt of an erasure: what was removed where. It does not say of whom.")
            .WithDescription("state: finished, or open while the erasure is under way and for good where it did not come to its end; then it says what is known to be removed, and detail what to do: erase again, which has a receipt of its own.")
            .Produces<ReceiptModel>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, IUserDirectory users, CancellationToken cancellation)
    {
        context.User.MustBeUnbound();
        UserSummary user = await users.DescribeAsync(id, cancellation);
        return Results.Json(
            new UserModel(user.UserId, user.EventCount, Moment(user.FirstEventAtMs), Moment(user.LastEventAtMs), user.Position, user.UnknownItemEvents, user.Versions),
            ApiJson.Default.UserModel);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IUserDirectory users, CancellationToken cancellation)
    {
        // Who was erased must not be learned from the audit.
        AuditTarget.Set(context, "one user");
        try
        {
            ErasureReceipt receipt = await users.EraseAsync(id, RequestFacts.Actor(context.Request), cancellation);
            AuditTarget.Set(context, string.Create(CultureInfo.InvariantCulture, $"one user with {receipt.Events} events, receipt {receipt.Id}"));
            return Results.Json(new ErasedModel(id, receipt.Events, Model(receipt)), ApiJson.Default.ErasedModel);
        }
        catch (UnfinishedErasureException unfinished)
        {
            AuditTarget.Set(context, $"one user, not finished, receipt {unfinished.ReceiptId}");
            throw;
        }
    }

    private static async Task<IResult> FindAsync(string id, IUserDirectory users, CancellationToken cancellation) =>
        await users.FindErasureAsync(id, cancellation) is { } receipt ? Results.Json(Model(receipt), ApiJson.Default.ReceiptModel) : ProblemResults.NoReceipt(id);

    private static ReceiptModel Model(ErasureReceipt receipt)
    {
        bool isOpen = receipt.State == ReceiptState.Open;
        return new ReceiptModel(
            receipt.Id,
            Moments.Iso(receipt.AtMs),
            receipt.Partition,
            receipt.Events,
            receipt.Snapshots,
            receipt.Silos,
            receipt.Silent,
            isOpen ? "open" : "finished",
            isOpen ? NotFinished : null,
            Moment(receipt.AskedAtMs),
            receipt.AskedBy);
    }

    private static string? Moment(long? ms) => ms is { } known ? Moments.Iso(known) : null;
}
