namespace UserRep.Model.Features;

/// <summary>
/// Where the sums lie in a state's array. One block per time scale, so that decay is one multiplication over contiguous numbers:
/// the item sums of every modality, then a mass per modality, then the activity. The onboarding block has the same form
/// without activity and never decays.
/// </summary>
internal sealed class AccumulatorLayout
{
    public AccumulatorLayout(FeatureSpec spec)
    {
        Scales = spec.TimeScales.Count;
        Modalities = spec.Modalities.Count;
        SumOffsets = new int[Modalities];
        for (int m = 0; m < Modalities; m++)
        {
            SumOffsets[m] = SumLength;
            SumLength += spec.Modalities[m].Dimension;
        }

        ScaleStride = SumLength + Modalities + 1;
        OnboardingOffset = Scales * ScaleStride;
        Length = OnboardingOffset + (spec.OnboardingEventType is null ? 0 : SumLength + Modalities);
    }

    public int Scales { get; }

    public int Modalities { get; }

    public int SumLength { get; }

    public int ScaleStride { get; }

    public int OnboardingOffset { get; }

    public int Length { get; }

    private int[] SumOffsets { get; }

    public int Block(int scale) => scale * ScaleStride;

    public int Sum(int block, int modality) => block + SumOffsets[modality];

    public int Mass(int block, int modality) => block + SumLength + modality;

    public int Activity(int block) => block + SumLength + Modalities;
}
