using System.Globalization;

namespace UserRep.Grains.Versions.Rollouts.Gates;

/// <summary>What became of a gate.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.gate-result")]
public sealed record GateResult
{
    /// <summary>Gets the name of the figure.</summary>
    [Id(0)]
    public required string Metric { get; init; }

    /// <summary>Gets the figure; null if there is none yet.</summary>
    [Id(1)]
    public double? Value { get; init; }

    /// <summary>Gets what it must be, such as <c>max 0.01</c>.</summary>
    [Id(2)]
    public required string Bound { get; init; }

    /// <summary>Gets what that makes.</summary>
    [Id(3)]
    public required Verdict Verdict { get; init; }

    /// <summary>Gets how many samples the figure is of.</summary>
    [Id(4)]
    public long Samples { get; init; }

    /// <summary>Gets how many more are needed.</summary>
    [Id(5)]
    public long Missing { get; init; }

    /// <summary>Gets why there is no verdict though no sample is missing; null if there is one.</summary>
    [Id(6)]
    public string? Note { get; init; }

    /// <summary>Gets the figure and its bounds, for people.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Metric} {(Value is { } value ? $"is {value:0.######}" : "is not known")} ({Bound})");
}
