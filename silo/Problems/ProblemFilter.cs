namespace UserRep.Silo.Problems;

/// <summary>Turns what an endpoint throws into a problem.</summary>
internal sealed partial class ProblemFilter(ILogger<ProblemFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty;
        }
        catch (Exception error)
        {
            IResult problem = ProblemResults.Of(error);
            if (error is not (Grains.Errors.UserRepException or Grains.Encoding.EncoderBusyException or Grains.Intake.EventsRejectedException or BadRequestException or ForbiddenException or TooLargeException or UnsupportedTypeException or BadHttpRequestException))
            {
                Failed(logger, context.HttpContext.GetEndpoint()?.DisplayName, error);
            }

            return problem;
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "{Endpoint} failed.")]
    private static partial void Failed(ILogger logger, string? endpoint, Exception error);
}
