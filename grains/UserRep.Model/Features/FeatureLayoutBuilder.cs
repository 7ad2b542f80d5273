namespace UserRep.Model.Features;

/// <summary>Lists the groups, blocks and names of a feature vector in their order.</summary>
internal sealed class FeatureLayoutBuilder
{
    private readonly List<FeatureGroup> _groups = [];
    private readonly List<FeatureBlock> _blocks = [];
    private readonly List<string> _names = [];

    public FeatureLayoutBuilder(FeatureSpec spec)
    {
        foreach (ModalitySpec modality in spec.Modalities)
        {
            AddModality(modality, spec.TimeScales);
        }

        if (spec.OnboardingEventType is not null)
        {
            AddOnboarding(spec.Modalities);
        }

        AddActivity(spec);
        if (spec.Profile.Count > 0)
        {
            AddProfile(spec.Profile);
        }
    }

    public IReadOnlyList<FeatureGroup> Groups => _groups;

    public IReadOnlyList<string> Names => _names;

    private void AddModality(ModalitySpec modality, IReadOnlyList<TimeScale> scales)
    {
        foreach (TimeScale scale in scales)
        {
            AddItemMean($"{modality.Name}/{scale}", modality.Dimension);
        }

        foreach (TimeScale scale in scales)
        {
            AddNumber($"{modality.Name}/{scale}/mass");
        }

        CloseGroup(modality.Name, FeatureGroupKind.Modality);
    }

    private void AddOnboarding(IReadOnlyList<ModalitySpec> modalities)
    {
        foreach (ModalitySpec modality in modalities)
        {
            AddItemMean($"onboarding/{modality.Name}", modality.Dimension);
        }

        foreach (ModalitySpec modality in modalities)
        {
            AddNumber($"onboarding/{modality.Name}/mass");
        }

        CloseGroup("onboarding", FeatureGroupKind.Onboarding);
    }

    private void AddActivity(FeatureSpec spec)
    {
        foreach (string type in spec.CountedTypes)
        {
            AddNumber($"activity/count/{type}");
        }

        foreach (TimeScale scale in spec.TimeScales)
        {
            AddNumber($"activity/{scale}");
        }

        AddNumber("activity/idle");
        AddNumber("activity/age");
        CloseGroup("activity", FeatureGroupKind.Activity);
    }

    private void AddProfile(IReadOnlyList<ProfileAttributeSpec> profile)
    {
        foreach (ProfileAttributeSpec attribute in profile)
        {
            string name = $"profile/{attribute.Name}";
            IEnumerable<string> places = attribute.Kind == AttributeKind.Categorical
                ? [.. attribute.Vocabulary.Select(value => $"{name}={value}"), $"{name}:other", $"{name}:missing"]
                : [name, $"{name}:missing"];
            AddBlock(name, isItemMean: false, places);
        }

        CloseGroup("profile", FeatureGroupKind.Profile);
    }

    private void AddItemMean(string name, int dimension) =>
        AddBlock(name, isItemMean: true, Enumerable.Range(0, dimension).Select(i => $"{name}[{i}]"));

    private void AddNumber(string name) => AddBlock(name, isItemMean: false, [name]);

    private void AddBlock(string name, bool isItemMean, IEnumerable<string> places)
    {
        int offset = _names.Count;
        _names.AddRange(places);
        _blocks.Add(new FeatureBlock(name, offset, _names.Count - offset, isItemMean));
    }

    private void CloseGroup(string name, FeatureGroupKind kind)
    {
        int offset = _blocks[0].Offset;
        _groups.Add(new FeatureGroup(name, kind, offset, _names.Count - offset, [.. _blocks]));
        _blocks.Clear();
    }
}
