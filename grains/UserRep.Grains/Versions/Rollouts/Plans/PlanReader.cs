using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>Makes a plan of what somebody wrote, or names every mistake in it.</summary>
internal static class PlanReader
{
    private const double WholeShare = 100;
    private const int MaxSteps = 32;

    private static readonly TimeSpan _leastPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _mostPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan _mostSoak = TimeSpan.FromDays(366);

    /// <param name="draft">What somebody wrote; null for nothing.</param>
    /// <param name="consumers">The names of the consumers there are.</param>
    /// <exception cref="UserRepException">There are mistakes; the message has the field, the value and the remedy of each.</exception>
    public static RolloutPlan Read(PlanDraft? draft, IReadOnlyCollection<string> consumers)
    {
        List<string> mistakes = [];
        draft ??= new PlanDraft();
        RolloutPlan plan = new()
        {
            Steps = draft.Steps is { } steps ? Steps(steps, consumers, mistakes) : DefaultPlan.Plan.Steps,
            IsDryRun = draft.DryRun ?? false,
            Period = Time(draft.Period, "period", DefaultPlan.Period, _leastPeriod, _mostPeriod, mistakes),
        };
        return mistakes.Count == 0 ? plan : throw new UserRepException(ServiceError.Invalid, string.Join(' ', mistakes));
    }

    private static List<RolloutStep> Steps(IReadOnlyList<StepDraft?> drafts, IReadOnlyCollection<string> consumers, List<string> mistakes)
    {
        if (drafts.Count is 0 or > MaxSteps)
        {
            mistakes.Add($"steps: there are {drafts.Count}. Give 1 to {MaxSteps}, or leave them out for the default plan.");
        }

        List<RolloutStep> steps = [];
        bool areAllKnown = true;
        for (int i = 0; i < drafts.Count; i++)
        {
            RolloutStep? step = Step(drafts[i] ?? new StepDraft(), $"steps[{i}]", consumers, mistakes);
            areAllKnown &= step is not null;
            steps.AddRange(step is null ? [] : [step]);
        }

        // Without a stage nobody knows what the order would be.
        mistakes.AddRange(areAllKnown ? PlanOrder.Mistakes(steps) : []);
        return steps;
    }

    private static RolloutStep? Step(StepDraft draft, string at, IReadOnlyCollection<string> consumers, List<string> mistakes)
    {
        RolloutStage? stage = draft.Stage switch
        {
            "shadow" => RolloutStage.Shadow,
            "canary" => RolloutStage.Canary,
            "current" => RolloutStage.Current,
            _ => null,
        };
        if (stage is null)
        {
            mistakes.Add($"{at}.stage: \"{draft.Stage}\" is no stage. Give shadow, canary or current.");
        }

        if (draft.Share is null && stage == RolloutStage.Canary)
        {
            mistakes.Add($"{at}.share: it is missing. Give the canary's share of users in percent.");
        }

        double share = draft.Share ?? WholeShare;
        if (share is not (> 0 and <= WholeShare))
        {
            mistakes.Add($"{at}.share: {NumberText.Coarse(share)} is no share in percent. Give more than 0 and at most 100.");
        }
        else if (stage == RolloutStage.Current && share != WholeShare)
        {
            mistakes.Add($"{at}.share: {NumberText.Coarse(share)} is not 100. What is current is so for everybody; leave it out.");
        }

        if (draft.MinSamples < 0)
        {
            mistakes.Add($"{at}.minSamples: {draft.MinSamples} is below zero. Give how many vectors the version is to compute first.");
        }

        if (draft.Approval is not (null or "automatic" or "manual"))
        {
            mistakes.Add($"{at}.approval: \"{draft.Approval}\" is no way of approval. Give automatic or manual.");
        }

        TimeSpan soak = Time(draft.MinSoak, $"{at}.minSoak", TimeSpan.Zero, TimeSpan.Zero, _mostSoak, mistakes);
        RolloutGate[] gates = [.. (draft.Gates ?? []).Select((gate, i) => GateReader.Read(gate ?? new GateDraft(), $"{at}.gates[{i}]", stage, consumers, mistakes))];
        return stage is { } known
            ? new RolloutStep
            {
                Stage = known,
                Share = share,
                MinSoak = soak,
                MinSamples = draft.MinSamples ?? DefaultPlan.MinSamples,
                NeedsApproval = draft.Approval == "manual",
                Gates = gates,
            }
            : null;
    }

    private static TimeSpan Time(string? text, string at, TimeSpan otherwise, TimeSpan least, TimeSpan most, List<string> mistakes)
    {
        if (text is null)
        {
            return otherwise;
        }

        if (!Durations.TryRead(text, out TimeSpan time) || time < least || time > most)
        {
            mistakes.Add($"{at}: \"{text}\" is no time from {Durations.Text(least)} to {Durations.Text(most)}. Give one such as 10s, 5m or 1h.");
        }

        return time;
    }
}
