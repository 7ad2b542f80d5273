using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Specs;

/// <summary>Makes a feature spec from what a data set shows up to a moment.</summary>
internal sealed class SpecBuilder(EventTable table, SpecOptions options)
{
    /// <param name="modalities">The learned item vectors.</param>
    /// <param name="untilMs">The last moment an attribute may have become known.</param>
    /// <exception cref="UserErrorException">A weight names a type that the data set does not have.</exception>
    /// <exception cref="FeatureSpecException">The data set's names do not fit a spec.</exception>
    public FeatureSpec Build(ItemVectorSet modalities, long untilMs)
    {
        CheckWeights();
        string? onboarding = table.Info.OnboardingEventType ?? (options.Picks ? FreeName("onboard") : null);
        string[] types = [.. table.Info.EventTypes, .. onboarding is null || table.Info.EventTypes.Contains(onboarding) ? [] : new[] { onboarding }];
        FeatureSpec spec = new()
        {
            Name = table.Info.Name,
            Modalities = [.. modalities.Modalities.Select(m => new ModalitySpec(m.Name, m.Dimension))],
            TimeScales = table.Info.HasTimes ? options.Scales : [TimeScale.Forever],
            EventTypes = [.. types.Select(type => new EventTypeSpec(type, options.Weights.GetValueOrDefault(type, 1f)))],
            OnboardingEventType = onboarding,
            ProfileEventType = FreeName("profile"),
            Profile = Profile(untilMs),
        };
        spec.Validate();
        return spec;
    }

    private void CheckWeights()
    {
        string[] unknown = [.. options.Weights.Keys.Where(type => !table.Info.EventTypes.Contains(type)).Order(StringComparer.Ordinal)];
        if (unknown.Length == 0) return;
        throw new UserErrorException(
            $"--weights names {string.Join(", ", unknown.Select(type => $"'{type}'"))}; the data set has events of type {string.Join(", ", table.Info.EventTypes)}.");
    }

    private string FreeName(string name)
    {
        string free = name;
        for (int i = 2; table.Info.EventTypes.Contains(free); i++) free = $"{name}-{i}";
        return free;
    }

    private ProfileAttributeSpec[] Profile(long untilMs)
    {
        int[] users = [.. Enumerable.Range(0, table.UserCount).Where(user => IsKnown(user, untilMs))];
        return
        [
            .. table.Info.Attributes
                .Select((name, i) => AttributeSpecs.Describe(name, users.Select(user => table.Attributes[user][i]), options))
                .OfType<ProfileAttributeSpec>(),
        ];
    }

    // Attributes are known from sign-up or, where that has no date, from the first event.
    private bool IsKnown(int user, long untilMs)
    {
        if (table.Attributes[user].Count == 0) return false;
        if (table.KnownSinceMs[user] is { } since) return since <= untilMs;
        (int start, int end) = (table.Offsets[user], table.Offsets[user + 1]);
        return end > start && table.TimesMs[start] <= untilMs;
    }
}
