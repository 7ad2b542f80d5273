namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>The plan of whoever brings none: a tenth of the users in the shadow, then canaries of 5 and 25 %, and current once somebody says yes.</summary>
internal static class DefaultPlan
{
    public const long MinSamples = 1_000;

    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _soak = TimeSpan.FromMinutes(10);

    public static RolloutPlan Plan { get; } = new()
    {
        Period = Period,
        Steps =
        [
            new RolloutStep { Stage = RolloutStage.Shadow, Share = 10, MinSoak = _soak, MinSamples = MinSamples, Gates = Gates() },
            new RolloutStep { Stage = RolloutStage.Canary, Share = 5, MinSoak = _soak, MinSamples = MinSamples, Gates = Gates() },
            new RolloutStep { Stage = RolloutStage.Canary, Share = 25, MinSoak = _soak, MinSamples = MinSamples, Gates = Gates() },
            new RolloutStep { Stage = RolloutStage.Current, Share = 100, MinSoak = _soak, MinSamples = MinSamples, NeedsApproval = true, Gates = Errors },
        ],
    };

    private static RolloutGate[] Errors =>
    [
        new RolloutGate { Metric = "encodeErrorRate", Max = 0.001 },
        new RolloutGate { Metric = "nonFinite", Max = 0 },
    ];

    /// <summary>Bounds that two good trainings of one model keep and a broken one does not.</summary>
    private static RolloutGate[] Gates() =>
    [
        .. Errors,
        new RolloutGate { Metric = "encodeP99Ratio", Max = 3 },
        new RolloutGate { Metric = "normRatio", Min = 0.5, Max = 2 },
        new RolloutGate { Metric = "spread", Min = 0.9 },
        new RolloutGate { Metric = "neighbourOverlap", Min = 0.1 },
        new RolloutGate { Metric = "coverage", Min = 0.99 },
        new RolloutGate { Metric = "unknownItemShare", Max = 0.1 },
    ];
}
