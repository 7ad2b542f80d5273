using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Rollouts.Plans;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.Plans;

public sealed class PlanReaderTests
{
    private static readonly StepDraft _shadow = new("shadow", 10);

    [Fact]
    public void A_whole_plan_is_read_as_written()
    {
        RolloutPlan plan = PlanReader.Read(
            new PlanDraft(
                [new StepDraft("shadow", 10, "10m", 500, "automatic", [new GateDraft("nonFinite", Max: 0)]), new StepDraft("canary", 5), new StepDraft("current", Approval: "manual", Gates: [new GateDraft("consumer:ads:eu:ctr", Max: 0.01, MinSamples: 7)])],
                DryRun: true,
                Period: "2s"),
            ["ads:eu"]);

        Assert.Equal([(RolloutStage.Shadow, 10), (RolloutStage.Canary, 5), (RolloutStage.Current, 100)], plan.Steps.Select(s => (s.Stage, s.Share)));
        Assert.Equal((TimeSpan.FromMinutes(10), 500, false), (plan.Steps[0].MinSoak, plan.Steps[0].MinSamples, plan.Steps[0].NeedsApproval));
        Assert.Equal((TimeSpan.Zero, 1_000, 0), (plan.Steps[1].MinSoak, plan.Steps[1].MinSamples, plan.Steps[1].Gates.Count));
        Assert.Equal((true, 7), (plan.Steps[2].NeedsApproval, plan.Steps[2].Gates[0].MinSamples));
        Assert.Equal((true, TimeSpan.FromSeconds(2)), (plan.IsDryRun, plan.Period));
    }

    [Fact]
    public void Whoever_brings_none_gets_the_default_which_keeps_the_rules()
    {
        Assert.Equal(DefaultPlan.Plan.Steps, PlanReader.Read(null, []).Steps);
        Assert.Empty(PlanOrder.Mistakes(DefaultPlan.Plan.Steps));
        Assert.True(PlanReader.Read(new PlanDraft(DryRun: true), []).IsDryRun);
        StepDraft[] written =
        [
            .. DefaultPlan.Plan.Steps.Select(s => new StepDraft(
                s.Stage.ToString().ToLowerInvariant(), s.Share, Durations.Text(s.MinSoak), s.MinSamples, s.NeedsApproval ? "manual" : null, [.. s.Gates.Select(g => new GateDraft(g.Metric, g.Max, g.Min))])),
        ];
        Assert.Equal(4, PlanReader.Read(new PlanDraft(written), []).Steps.Count);
    }

    public static TheoryData<PlanDraft, string[]> Wrong => new()
    {
        { new PlanDraft([]), ["steps: there are 0."] },
        { new PlanDraft([new StepDraft("beta", 5)]), ["steps[0].stage: \"beta\" is no stage."] },
        { new PlanDraft([null]), ["steps[0].stage: \"\" is no stage."] },
        { new PlanDraft([new StepDraft("canary", 5)]), ["steps[0].stage: canary cannot be the first."] },
        { new PlanDraft([_shadow, new StepDraft("current")]), ["steps[1].stage: current cannot come after shadow."] },
        { new PlanDraft([_shadow, new StepDraft("canary", 5), new StepDraft("shadow", 20)]), ["steps[2].stage: shadow cannot come after canary."] },
        { new PlanDraft([_shadow, new StepDraft("canary", 5), new StepDraft("current"), new StepDraft("current")]), ["steps[3].stage: current cannot come after current."] },
        { new PlanDraft([_shadow, new StepDraft("canary", 25), new StepDraft("canary", 5)]), ["steps[2].share: 5 is not more than the 25"] },
        { new PlanDraft([_shadow, new StepDraft("canary", 25), new StepDraft("canary", 25)]), ["steps[2].share: 25 is not more than the 25"] },
        { new PlanDraft([_shadow, new StepDraft("canary")]), ["steps[1].share: it is missing."] },
        { new PlanDraft([new StepDraft("shadow", 0)]), ["steps[0].share: 0 is no share"] },
        { new PlanDraft([new StepDraft("shadow", 101)]), ["steps[0].share: 101 is no share"] },
        { new PlanDraft([new StepDraft("shadow", double.NaN)]), ["steps[0].share: NaN is no share"] },
        { new PlanDraft([_shadow, new StepDraft("canary", 5), new StepDraft("current", 50)]), ["steps[2].share: 50 is not 100."] },
        { new PlanDraft([_shadow with { MinSoak = "-5m" }]), ["steps[0].minSoak: \"-5m\" is no time"] },
        { new PlanDraft([_shadow with { MinSamples = -1 }]), ["steps[0].minSamples: -1 is below zero."] },
        { new PlanDraft([_shadow with { Approval = "maybe" }]), ["steps[0].approval: \"maybe\" is no way"] },
        { new PlanDraft([_shadow], Period: "1ms"), ["period: \"1ms\" is no time"] },
        { new PlanDraft([_shadow with { Gates = [new GateDraft("happiness", Max: 1)] }]), ["steps[0].gates[0].metric: \"happiness\" is no metric.", "encodeErrorRate", "consumer:{name}:{metric}"] },
        { new PlanDraft([_shadow with { Gates = [new GateDraft("spread")] }]), ["steps[0].gates[0]: spread has no bound."] },
        { new PlanDraft([_shadow with { Gates = [new GateDraft("spread", Max: 1, Min: 2)] }]), ["steps[0].gates[0]: min 2 is above max 1"] },
        { new PlanDraft([_shadow with { Gates = [new GateDraft("spread", Min: 1, MinSamples: 0)] }]), ["steps[0].gates[0].minSamples: 0 is below one."] },
        { new PlanDraft([_shadow with { Gates = [new GateDraft("shareDeviation", Max: 1)] }]), ["steps[0].gates[0].metric: shareDeviation is known of canaries only"] },
        { new PlanDraft([_shadow with { Gates = [new GateDraft("consumer:nobody:ctr", Max: 0)] }]), ["there is no consumer \"nobody\". Those there are: ads."] },
        { new PlanDraft([_shadow with { Gates = [new GateDraft("consumer:ads:ctr", Min: 1)] }]), ["consumer:ads:ctr takes a max that is zero or more"] },
        {
            new PlanDraft([new StepDraft("shadow", -1, "soon", Gates: [new GateDraft()]), new StepDraft("later")], Period: "often"),
            ["steps[0].share", "steps[0].minSoak", "steps[0].gates[0].metric", "steps[0].gates[0]:", "steps[1].stage", "period"]
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Every_mistake_is_named(PlanDraft draft, string[] named)
    {
        UserRepException refused = Assert.Throws<UserRepException>(() => PlanReader.Read(draft, ["ads"]));

        Assert.Equal(ServiceError.Invalid, refused.Error);
        Assert.All(named, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }
}
