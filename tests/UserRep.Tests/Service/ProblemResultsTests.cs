extern alias Silo;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Silo::UserRep.Silo.Problems;
using UserRep.EventLog.Events;
using Xunit;

namespace UserRep.Tests.Service;

public class ProblemResultsTests
{
    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "")]
    public async Task A_log_that_cannot_be_reached_is_no_mistake_of_the_service_and_says_whether_to_come_back(bool isTransient, string retryAfter)
    {
        ServiceCollection services = new();
        services.AddLogging().AddProblemDetails();
        await using ServiceProvider provider = services.BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = provider };

        await ProblemResults.Of(new EventLogException("The log is locked.", isTransient, outcomeUnknown: false)).ExecuteAsync(context);

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, retryAfter), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
    }
}
