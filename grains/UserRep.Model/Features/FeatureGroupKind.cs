namespace UserRep.Model.Features;

/// <summary>What a group of features describes.</summary>
public enum FeatureGroupKind
{
    /// <summary>Mean item vectors of one modality over all time scales, with their masses.</summary>
    Modality,

    /// <summary>Mean item vectors of the onboarding picks, with their masses.</summary>
    Onboarding,

    /// <summary>Counts of events, activity, idle time and age.</summary>
    Activity,

    /// <summary>Profile attributes.</summary>
    Profile,
}
