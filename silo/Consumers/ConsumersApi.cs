using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Consumers;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;
using UserRep.Silo.Versions;

namespace UserRep.Silo.Consumers;

/// <summary><c>/v1/consumers</c>: the downstream models, and the versions they have heads for.</summary>
internal static class ConsumersApi
{
    private const int MaxLeaseSeconds = 366 * 86_400;
    private const string Example = "{\"accepts\": [\"v2\", \"v1\"], \"pin\": null, \"leaseSeconds\": null}";

    public static void MapConsumers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consumers", ListAsync).RequireAuthorization(Policies.Known).WithSummary("All consumers by name, what they get, and what they have read.").Produces<ConsumersModel>();
        routes.MapGet("/consumers/{name}", GetAsync).RequireAuthorization(Policies.Known).WithSummary("One consumer.").Produces<ConsumerModel>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPut("/consumers/{name}", PutAsync)
            .RequireAuthorization(Scopes.VersionsManage).Audited("consumer.put", "name")
            .WithSummary("Say which versions a downstream model has a head for, the one it likes best first.")
            .WithDescription("pin: the one version it gets whatever the plan says. leaseSeconds: for how long after it was last seen it counts as there; left out, always. allowsCompatible: of a version that is retired, take vectors of a newer one that are mapped to it.")
            .Accepts<PutConsumerModel>("application/json")
            .Produces<ConsumerModel>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapDelete("/consumers/{name}", DeleteAsync).RequireAuthorization(Scopes.VersionsManage).Audited("consumer.delete", "name").WithSummary("Take a consumer out.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(IConsumerRegistry consumers, CancellationToken cancellation) =>
        Results.Json(new ConsumersModel([.. (await consumers.ListAsync(cancellation)).Select(Model)]), ApiJson.Default.ConsumersModel);

    private static async Task<IResult> GetAsync(string name, IConsumerRegistry consumers, CancellationToken cancellation)
    {
        IReadOnlyList<ConsumerStatus> all = await consumers.ListAsync(cancellation);
        ConsumerStatus found = all.FirstOrDefault(c => c.Consumer.Name == name) ?? throw new UserRepException(
            ServiceError.ConsumerNotFound, $"There is no consumer \"{name}\". {(all.Count == 0 ? "None is registered yet." : $"Those there are: {string.Join(", ", all.Select(c => c.Consumer.Name))}.")}");
        return Results.Json(Model(found), ApiJson.Default.ConsumerModel);
    }

    private static async Task<IResult> PutAsync(string name, HttpRequest request, IConsumerRegistry consumers, CancellationToken cancellation)
    {
        PutConsumerModel body = await RequestFacts.BodyAsync(request, ApiJson.Default.PutConsumerModel, Example, cancellation)
            ?? throw new BadRequestException($"accepts: it is missing. Send {Example}, as application/json.");
        ConsumerInfo consumer = new()
        {
            Name = name,
            Accepts = [.. body.Accepts ?? []],
            Pin = body.Pin,
            Lease = body.LeaseSeconds is { } seconds ? Lease(seconds) : null,
            AllowsCompatible = body.AllowsCompatible == true,
        };
        return Results.Json(Model(await consumers.PutAsync(consumer, RequestFacts.Actor(request), cancellation)), ApiJson.Default.ConsumerModel);
    }

    private static async Task<IResult> DeleteAsync(string name, HttpRequest request, IConsumerRegistry consumers, CancellationToken cancellation)
    {
        await consumers.RemoveAsync(name, RequestFacts.Actor(request), cancellation);
        return Results.NoContent();
    }

    private static TimeSpan Lease(double seconds) => seconds is > 0 and <= MaxLeaseSeconds
        ? TimeSpan.FromSeconds(seconds)
        : throw new BadRequestException($"leaseSeconds: {seconds} is no lease. Give more than 0 and at most {MaxLeaseSeconds}, or leave it out for no lease.");

    private static ConsumerModel Model(ConsumerStatus status) => new(
        status.Consumer.Name,
        status.Consumer.Accepts,
        status.Consumer.Pin,
        status.Consumer.Lease?.TotalSeconds,
        status.Consumer.AllowsCompatible,
        status.Consumer.ChangedAt,
        status.LastSeen,
        status.IsLive,
        status.Reads,
        status.ReadsInCanary,
        status.Retired,
        status.ReadCounts);
}
