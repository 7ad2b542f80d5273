extern alias Silo;

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Silo::UserRep.Silo.Problems;
using UserRep.EventLog.Events;
using UserRep.Grains.Encoding;
using UserRep.Grains.Erasures;
using Xunit;

namespace UserRep.Tests.Service;

public class ProblemResultsTests
{
    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "")]
    public async Task A_log_that_cannot_be_reached_is_no_mistake_of_the_service_and_says_whether_to_come_back(bool isTransient, string retryAfter)
    {
        HttpResponse response = await AnswerAsync(new EventLogException("The log is locked.", isTransient, outcomeUnknown: false));

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, retryAfter), (response.StatusCode, response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task A_busy_encoder_is_busy_and_says_when_to_come_back()
    {
        HttpResponse response = await AnswerAsync(new EncoderBusyException("v1"));

        Assert.Equal((StatusCodes.Status429TooManyRequests, "1"), (response.StatusCode, response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task An_erasure_that_did_not_finish_names_its_receipt_and_the_cause()
    {
        HttpResponse response = await AnswerAsync(new UnfinishedErasureException("0193", new EventLogException("The log is locked.", isTransient: true, outcomeUnknown: false)));

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, "1"), (response.StatusCode, response.Headers.RetryAfter.ToString()));
        JsonElement problem = JsonDocument.Parse(((MemoryStream)response.Body).ToArray()).RootElement;
        Assert.Equal("0193", problem.GetProperty("receipt").GetString());
        Assert.All(["Erase again", "The log is locked."], part => Assert.Contains(part, problem.GetProperty("detail").GetString(), StringComparison.Ordinal));
    }

    private static async Task<HttpResponse> AnswerAsync(Exception error)
    {
        ServiceCollection services = new();
        services.AddLogging().AddProblemDetails();
        await using ServiceProvider provider = services.BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = provider, Response = { Body = new MemoryStream() } };
        await ProblemResults.Of(error).ExecuteAsync(context);
        return context.Response;
    }
}
