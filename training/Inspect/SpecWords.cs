using System.Globalization;
using UserRep.Model.Features;

namespace UserRep.Training.Inspect;

/// <summary>A feature spec in words, a line each.</summary>
internal static class SpecWords
{
    private const int MostWords = 6;

    public static IEnumerable<string> Lines(FeatureSpec spec)
    {
        yield return $"time scales   {string.Join(", ", spec.TimeScales)}";
        yield return $"event types   {string.Join(", ", spec.EventTypes.Select(type => EventType(spec, type)))}";
        yield return $"onboarding    {(spec.OnboardingEventType is { } type ? $"events of type {type} have a pool of their own" : "none")}";
        yield return $"shrinkage     {Number(spec.Shrinkage)}: a mean is sum / (mass + {Number(spec.Shrinkage)})";
        if (spec.Profile.Count == 0) yield return "profile       none";
        foreach (ProfileAttributeSpec attribute in spec.Profile) yield return $"profile       {Attribute(attribute)}";
    }

    private static string EventType(FeatureSpec spec, EventTypeSpec type)
    {
        string picks = type.Name == spec.OnboardingEventType ? ", picks" : "";
        string bounds = type is { MinValue: 0f, MaxValue: 1f } ? "" : $", value {Number(type.MinValue)} to {Number(type.MaxValue)}";
        return $"{type.Name} (weight {Number(type.Weight)}{bounds}{picks})";
    }

    private static string Attribute(ProfileAttributeSpec attribute)
    {
        if (attribute.Kind == AttributeKind.Numeric) return $"{attribute.Name}: a number from {Number(attribute.Min)} to {Number(attribute.Max)}";
        string more = attribute.Vocabulary.Count > MostWords ? ", ..." : "";
        return $"{attribute.Name}: one of {attribute.Vocabulary.Count} values ({string.Join(", ", attribute.Vocabulary.Take(MostWords))}{more})";
    }

    private static string Number(float value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
