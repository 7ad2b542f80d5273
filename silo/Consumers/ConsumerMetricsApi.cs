using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;
using UserRep.Silo.Versions;

namespace UserRep.Silo.Consumers;

/// <summary><c>/v1/consumers/{name}/metrics</c>: how downstream models fare with the versions they get.</summary>
internal static class ConsumerMetricsApi
{
    private const string Example = "{\"version\": \"v2\", \"metric\": \"clicks\", \"values\": [0, 1, 0], \"higherIsBetter\": true}";

    public static void MapConsumerMetrics(this IEndpointRouteBuilder routes) => routes.MapPost("/consumers/{name}/metrics", PostAsync)
        .RequireAuthorization(Policies.Consumer).Audited("consumer.report", "name")
        .WithSummary("Report samples of a figure that a downstream model got with a version: one value, or up to 10,000 values.")
        .WithDescription(
            "A gate consumer:NAME:METRIC of a plan compares a version with the current one by what was reported of both since the plan began. It fails once the consumer is shown to fare worse by more than the gate's max, with a sequential test that may be looked at at any time (false alarms: at most 5 in 100).")
        .Accepts<ReportMetricModel>("application/json")
        .Produces<ReportedMetricModel>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> PostAsync(string name, HttpRequest request, IConsumerMetrics metrics, CancellationToken cancellation)
    {
        request.HttpContext.User.MustSpeakFor(name);
        ReportMetricModel body = await RequestFacts.BodyAsync(request, ApiJson.Default.ReportMetricModel, Example, cancellation)
            ?? throw new BadRequestException($"The body is missing. Send {Example}, as application/json.");
        if (body.Value is not null && body.Values is not null)
        {
            throw new BadRequestException("value: there are values, too. Give one of the two.");
        }

        double[] values = body.Value is { } one ? [one] : [.. body.Values ?? []];
        ReportedMetric all = await metrics.ReportAsync(
            name, new MetricReport(body.Version ?? string.Empty, body.Metric ?? string.Empty, values, body.HigherIsBetter ?? true), cancellation);
        return Results.Json(
            new ReportedMetricModel(all.Consumer, all.Version, all.Metric, all.IsHigherBetter, all.Moments.Count, all.Moments.Mean), ApiJson.Default.ReportedMetricModel);
    }
}
