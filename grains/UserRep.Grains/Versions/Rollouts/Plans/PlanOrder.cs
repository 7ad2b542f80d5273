namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>The order that steps must have.</summary>
internal static class PlanOrder
{
    /// <summary>What is wrong with the order, step by step.</summary>
    public static IEnumerable<string> Mistakes(IReadOnlyList<RolloutStep> steps)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            RolloutStep step = steps[i];
            if (i == 0)
            {
                if (step.Stage != RolloutStage.Shadow)
                {
                    yield return $"steps[0].stage: {Name(step)} cannot be the first. Begin with shadow, where nobody is served it.";
                }

                continue;
            }

            RolloutStep before = steps[i - 1];
            if (step.Stage < before.Stage || (step.Stage == RolloutStage.Current && before.Stage != RolloutStage.Canary))
            {
                yield return $"steps[{i}].stage: {Name(step)} cannot come after {Name(before)}. The order is shadow, canary, current.";
            }
            else if (step.Stage == before.Stage && step.Share <= before.Share)
            {
                yield return $"steps[{i}].share: {Share(step)} is not more than the {Share(before)} of the step before. Users would leave it again, or nothing would change; give more.";
            }
        }
    }

    private static string Name(RolloutStep step) => step.Stage.ToString().ToLowerInvariant();

    private static string Share(RolloutStep step) => NumberText.Coarse(step.Share);
}
