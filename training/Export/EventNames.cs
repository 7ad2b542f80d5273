using UserRep.Model.Bundles;

namespace UserRep.Training.Export;

/// <summary>Which event types have a meaning of their own.</summary>
/// <param name="Onboarding">The type of onboarding picks, if the log has it; null for none.</param>
/// <param name="Profile">The type of profile events. Others that carry attributes are profile events too.</param>
internal sealed record EventNames(string? Onboarding, string Profile)
{
    public static EventNames Usual { get; } = new("onboard", "profile");

    public static EventNames Of(ModelBundle? bundle) => bundle is null ? Usual : new EventNames(bundle.Spec.OnboardingEventType, bundle.Spec.ProfileEventType);
}
