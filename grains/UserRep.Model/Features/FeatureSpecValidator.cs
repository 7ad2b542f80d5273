namespace UserRep.Model.Features;

/// <summary>Checks a spec as a whole; finds every mistake, not only the first.</summary>
internal static class FeatureSpecValidator
{
    private const int MaxDimension = 4096;

    public static void Validate(FeatureSpec spec, List<string> errors)
    {
        CheckName("name", spec.Name, errors);
        CheckModalities(spec.Modalities, errors);
        CheckTimeScales(spec.TimeScales, errors);
        CheckEventTypes(spec, errors);
        CheckProfile(spec.Profile, errors);
        if (!(spec.Shrinkage >= 0) || float.IsInfinity(spec.Shrinkage))
        {
            errors.Add($"shrinkage: {spec.Shrinkage} is not a finite number of zero or more; 4 is a good start");
        }
    }

    private static void CheckModalities(IReadOnlyList<ModalitySpec> modalities, List<string> errors)
    {
        if (modalities.Count == 0)
        {
            errors.Add("modalities: none given; name at least one, such as {\"name\":\"collaborative\",\"dimension\":80}");
        }

        CheckUnique("modalities", modalities.Select(m => m.Name), errors);
        for (int i = 0; i < modalities.Count; i++)
        {
            CheckName($"modalities[{i}].name", modalities[i].Name, errors);
            if (modalities[i].Dimension is < 1 or > MaxDimension)
            {
                errors.Add($"modalities[{i}].dimension: {modalities[i].Dimension} is not within 1..{MaxDimension}");
            }
        }
    }

    private static void CheckTimeScales(IReadOnlyList<TimeScale> scales, List<string> errors)
    {
        if (scales.Count == 0)
        {
            errors.Add("timeScales: none given; name at least one, such as \"30d\" or \"forever\"");
        }

        CheckUnique("timeScales", scales.Select(s => s.ToString()), errors);
    }

    private static void CheckEventTypes(FeatureSpec spec, List<string> errors)
    {
        if (spec.EventTypes.Count == 0)
        {
            errors.Add("eventTypes: none given; name at least one, such as {\"name\":\"listen\"}");
        }

        CheckUnique("eventTypes", spec.EventTypes.Select(t => t.Name), errors);
        for (int i = 0; i < spec.EventTypes.Count; i++)
        {
            CheckEventType($"eventTypes[{i}]", spec.EventTypes[i], errors);
        }

        if (spec.OnboardingEventType is { } onboarding && spec.EventTypeIndex(onboarding) < 0)
        {
            errors.Add($"onboardingEventType: '{onboarding}' is not one of the eventTypes; add it there or leave it out");
        }

        CheckName("profileEventType", spec.ProfileEventType, errors);
        if (spec.EventTypeIndex(spec.ProfileEventType) >= 0)
        {
            errors.Add($"profileEventType: '{spec.ProfileEventType}' is also one of the eventTypes; give one of them another name");
        }

        foreach (string counted in spec.Counts ?? [])
        {
            if (spec.EventTypeIndex(counted) < 0)
            {
                errors.Add($"counts: '{counted}' is not one of the eventTypes");
            }
        }

        CheckUnique("counts", spec.Counts ?? [], errors);
    }

    private static void CheckEventType(string path, EventTypeSpec type, List<string> errors)
    {
        CheckName($"{path}.name", type.Name, errors);
        if (!float.IsFinite(type.Weight))
        {
            errors.Add($"{path}.weight: {type.Weight} is not a finite number");
        }

        if (!float.IsFinite(type.MinValue) || !float.IsFinite(type.MaxValue) || type.MinValue > type.MaxValue)
        {
            errors.Add($"{path}: minValue {type.MinValue} and maxValue {type.MaxValue} are not finite bounds in that order");
        }
    }

    private static void CheckProfile(IReadOnlyList<ProfileAttributeSpec> profile, List<string> errors)
    {
        CheckUnique("profile", profile.Select(a => a.Name), errors);
        for (int i = 0; i < profile.Count; i++)
        {
            CheckAttribute($"profile[{i}]", profile[i], errors);
        }
    }

    private static void CheckAttribute(string path, ProfileAttributeSpec attribute, List<string> errors)
    {
        CheckName($"{path}.name", attribute.Name, errors);
        if (attribute.Kind == AttributeKind.Categorical)
        {
            CheckUnique($"{path}.vocabulary", attribute.Vocabulary, errors);
            if (attribute.Vocabulary.Count == 0 || attribute.Vocabulary.Any(string.IsNullOrWhiteSpace))
            {
                errors.Add($"{path}.vocabulary: a categorical attribute needs at least one value, and none may be blank");
            }
        }
        else if (!float.IsFinite(attribute.Min) || !float.IsFinite(attribute.Max) || attribute.Min >= attribute.Max)
        {
            errors.Add($"{path}: min {attribute.Min} and max {attribute.Max} are not finite bounds in that order");
        }
    }

    private static void CheckName(string path, string? name, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 64 || name.Any(c => char.IsControl(c) || c == '/'))
        {
            errors.Add($"{path}: '{name}' is not a name of 1 to 64 characters without '/'");
        }
    }

    private static void CheckUnique(string path, IEnumerable<string> names, List<string> errors)
    {
        foreach (IGrouping<string, string> twice in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            errors.Add($"{path}: '{twice.Key}' stands there {twice.Count()} times; keep one");
        }
    }
}
