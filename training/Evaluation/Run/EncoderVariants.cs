using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Rows;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Our encoder, and what the ablations change in it.</summary>
internal sealed class EncoderVariants(FeatureLayout layout, AutoencoderOptions autoencoder, RowOptions rows)
{
    private static readonly int[] Dimensions = [30, 60, 240];

    public EncoderVariant Ours => Variant(EncoderVariant.Ours, "nothing");

    /// <summary>Has never seen a profile: what attributes are predicted from.</summary>
    public EncoderVariant WithoutProfile => Variant(EncoderVariant.WithoutProfile, "profile hidden") with
    {
        Hides = block => block.Name.StartsWith("profile/", StringComparison.Ordinal),
    };

    public IReadOnlyList<EncoderVariant> Ablations() =>
    [
        .. layout.Spec.Profile.Count > 0 ? new[] { WithoutProfile } : [],
        Variant("no-onboarding", "onboarding picks hidden") with { Hides = b => b.Name.StartsWith("onboarding/", StringComparison.Ordinal) },
        .. layout.Spec.Modalities.Count > 1 ? layout.Spec.Modalities.Select(WithoutModality) : [],
        .. layout.Spec.TimeScales.Count > 1 ? layout.Spec.TimeScales.Select(WithoutScale) : [],
        Variant("windows", "exact windows instead of decay") with { ExactWindows = true },
        .. Dimensions.Select(d => Variant($"dim-{d}", $"{d} numbers instead of {autoencoder.Dimension}", autoencoder with { Dimension = d })),
        Variant("no-masking", "no group is masked", autoencoder with { GroupMask = 0 }),
        Variant("no-neighbours", "users with favourites in common are not drawn together", autoencoder with { NeighbourWeight = 0 }),
        Variant("no-event-drop", "inputs see all events", changedRows: rows with { EventDropShare = 0 }),
        Variant("picks-as-picks", "picks are restored as they are, not as what follows", changedRows: rows with { PicksForesee = false }),
    ];

    private EncoderVariant WithoutModality(ModalitySpec modality) => Variant($"no-{modality.Name}", $"modality {modality.Name} hidden") with
    {
        Hides = b => b.Name.StartsWith($"{modality.Name}/", StringComparison.Ordinal) || b.Name == $"onboarding/{modality.Name}" || b.Name.StartsWith($"onboarding/{modality.Name}/", StringComparison.Ordinal),
    };

    private EncoderVariant WithoutScale(TimeScale scale) => Variant($"no-{scale}", $"time scale {scale} hidden") with
    {
        Hides = b => b.Name.EndsWith($"/{scale}", StringComparison.Ordinal) || b.Name.EndsWith($"/{scale}/mass", StringComparison.Ordinal),
    };

    private EncoderVariant Variant(string name, string change, AutoencoderOptions? changed = null, RowOptions? changedRows = null) =>
        new(name, change, changed ?? autoencoder, changedRows ?? rows);
}
