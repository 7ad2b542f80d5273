extern alias Silo;

using Silo::UserRep.Protocol.V1;
using Silo::UserRep.Silo.Grpc;
using UserRep.EventLog.Events;
using UserRep.Grains.Encoding;
using Xunit;

namespace UserRep.Tests.Service;

public class GrpcFailuresTests
{
    [Theory]
    [InlineData(true, 1_000)]
    [InlineData(false, 0)]
    public void A_log_that_cannot_be_reached_is_unavailable_and_says_whether_to_come_back(bool isTransient, long retryAfterMs)
    {
        Failure failure = GrpcFailures.Of(new EventLogException("The log is locked.", isTransient, outcomeUnknown: false));

        Assert.Equal((FailureKind.Unavailable, "The log is locked.", retryAfterMs), (failure.Kind, failure.Message, failure.RetryAfterMs));
    }

    [Fact]
    public void A_busy_encoder_is_busy_and_says_when_to_come_back()
    {
        Failure failure = GrpcFailures.Of(new EncoderBusyException("v1"));

        Assert.Equal(FailureKind.Busy, failure.Kind);
        Assert.Contains("v1", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.RetryAfterMs, 1, 1_000);
    }

    [Fact]
    public void What_nobody_outside_can_understand_does_not_get_out()
    {
        Failure failure = GrpcFailures.Of(new FormatException("secret"));

        Assert.Equal(FailureKind.Unspecified, failure.Kind);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
