using UserRep.Grains.Errors;
using UserRep.Grains.Parity;
using Xunit;

namespace UserRep.Tests.Grains.Parity;

public class ParityRulesTests
{
    [Fact]
    public void Whose_vectors_are_what_the_log_gives_goes_on() => ParityRules.RequireSame("two", "made current", [ParityReport.None, new ParityReport(9, 0, 1e-7)]);

    [Fact]
    public void What_silos_have_found_is_added_up_and_told()
    {
        UserRepException refused = Assert.Throws<UserRepException>(() => ParityRules.RequireSame("two", "made current", [new ParityReport(40, 1, 0.25), new ParityReport(60, 2, 0.5)]));

        Assert.Equal(ServiceError.Conflict, refused.Error);
        Assert.StartsWith("Version \"two\" cannot be made current: of 100 of its vectors that were computed again from the log, 3 are others, by up to 0.5.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("force and a reason", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void If_every_silo_answers_it_goes_on() => ParityRules.RequireAnswers("two", "made current", []);

    [Fact]
    public void Silos_that_do_not_say_what_they_have_found_are_named_and_it_can_be_tried_again()
    {
        UserRepException refused = Assert.Throws<UserRepException>(() => ParityRules.RequireAnswers("two", "moved to canary", ["silo b:1", "silo c:1"]));

        Assert.Equal(ServiceError.NotReady, refused.Error);
        Assert.NotNull(refused.RetryAfter);
        Assert.StartsWith("Version \"two\" cannot be moved to canary now: silo b:1, silo c:1 did not say whether its vectors are what the log gives.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("force and a reason", refused.Message, StringComparison.Ordinal);
    }
}
