namespace UserRep.Model.Features;

/// <summary>Checks a spec as a whole; finds every mistake, not only the first.</summary>
internal static class FeatureSpecValidator
{
    private const int MaxDimension = 4096;
    private const int MaxModalities = 64;
    private const int MaxTimeScales = 256;
    private const float MaxWeight = 1e9f;

    // A modality is a feature group of its own: it must not share its name with the groups that every spec has.
    private static readonly string[] GroupNames = ["onboarding", "activity", "profile"];

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

        CheckCount("modalities", modalities.Count, MaxModalities, errors);

        CheckUnique("modalities", modalities.Select(m => m.Name), errors);
        for (int i = 0; i < modalities.Count; i++)
        {
            CheckName($"modalities[{i}].name", modalities[i].Name, errors);
            if (GroupNames.Contains(modalities[i].Name, StringComparer.Ordinal))
            {
                errors.Add($"modalities[{i}].name: '{modalities[i].Name}' is the name of another feature group; give another");
            }

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

        CheckCount("timeScales", scales.Count, MaxTimeScales, errors);
        CheckUnique("timeScales", scales.Where(s => s != default).Select(s => s.ToString()), errors);
        for (int i = 0; i < scales.Count; i++)
        {
            if (!TimeScale.TryParse(scales[i].ToString(), out TimeScale same) || same != scales[i])
            {
                errors.Add($"timeScales[{i}]: {scales[i]} is not a whole number of minutes, one at least");
            }
        }
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

        CheckCounts(spec, errors);
    }

    private static void CheckCounts(FeatureSpec spec, List<string> errors)
    {
        IReadOnlyList<string> counts = spec.Counts ?? [];
        CheckUnique("counts", counts, errors);
        for (int i = 0; i < counts.Count; i++)
        {
            if (spec.EventTypeIndex(counts[i]) < 0)
            {
                errors.Add($"counts[{i}]: '{counts[i]}' is not one of the eventTypes");
            }
        }
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
        else if (float.IsFinite(type.Weight) && Math.Abs((double)type.Weight) * Math.Max(Math.Abs(type.MinValue), Math.Abs(type.MaxValue)) > MaxWeight)
        {
            errors.Add($"{path}: an event may weigh more than {MaxWeight:0}, and the sums of many would not be finite; lower the weight or the bounds");
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
        if (attribute.Name.AsSpan().ContainsAny('=', ':'))
        {
            errors.Add($"{path}.name: '{attribute.Name}' has '=' or ':', which stand between attribute and value in a feature's name");
        }

        if (attribute.Kind == AttributeKind.Categorical)
        {
            CheckVocabulary($"{path}.vocabulary", attribute.Vocabulary, errors);
        }
        else if (!float.IsFinite(attribute.Min) || !float.IsFinite(attribute.Max) || attribute.Min >= attribute.Max)
        {
            errors.Add($"{path}: min {attribute.Min} and max {attribute.Max} are not finite bounds in that order");
        }
    }

    private static void CheckVocabulary(string path, IReadOnlyList<string> vocabulary, List<string> errors)
    {
        if (vocabulary.Count == 0)
        {
            errors.Add($"{path}: a categorical attribute needs at least one value");
        }

        CheckUnique(path, vocabulary, errors);
        for (int i = 0; i < vocabulary.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(vocabulary[i]))
            {
                errors.Add($"{path}[{i}]: a value may not be blank");
            }
        }
    }

    private static void CheckName(string path, string? name, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 64 || name.Any(c => char.IsControl(c) || c == '/'))
        {
            errors.Add($"{path}: '{name}' is not a name of 1 to 64 characters without '/'");
        }
    }

    private static void CheckCount(string path, int count, int most, List<string> errors)
    {
        if (count > most)
        {
            errors.Add($"{path}: {count} given; {most} at most");
        }
    }

    private static void CheckUnique(string path, IEnumerable<string> names, List<string> errors)
    {
        foreach (IGrouping<string, string> twice in names.Where(n => !string.IsNullOrEmpty(n)).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            errors.Add($"{path}: '{twice.Key}' stands there {twice.Count()} times; keep one");
        }
    }
}
