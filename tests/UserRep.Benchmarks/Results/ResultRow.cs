using System.Text.Json.Serialization;
using UserRep.Benchmarks.Measuring;

namespace UserRep.Benchmarks.Results;

/// <summary>One line of the table.</summary>
/// <param name="Id">Stable name, <c>benchmark.figure</c>.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Median over the repeats.</param>
/// <param name="Unit">Of value, rivalValue, low and high.</param>
/// <param name="Rival">The rival or limit measured in turn; null for a figure of its own.</param>
/// <param name="RivalValue">Its median.</param>
/// <param name="Ratio">Median over the repeats of value / rival's value, pair by pair; of the medians where the two were not measured in turn.</param>
/// <param name="Floor">Bound of the ratio, or of the value where there is no rival.</param>
/// <param name="Goal">As the floor.</param>
/// <param name="FloorMet">True where there is no floor: the figure is there. Also where the value is as good as <see cref="FloorOrValue"/>.</param>
/// <param name="GoalMet">As the floor.</param>
/// <param name="Better">Whether the ratio (or value) should be higher or lower.</param>
/// <param name="Low">The least of the repeats.</param>
/// <param name="High">The greatest of the repeats.</param>
/// <param name="Repeats">How many repeats.</param>
internal sealed record ResultRow(
    string Id,
    string Name,
    double Value,
    string Unit,
    string? Rival,
    double? RivalValue,
    double? Ratio,
    double? Floor,
    double? Goal,
    bool FloorMet,
    bool GoalMet,
    Better Better,
    double Low,
    double High,
    int Repeats)
{
    /// <summary>Gets the name of the question that it answers, which is the command that asks it.</summary>
    [JsonIgnore]
    public string Question => Id[..Id.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Gets when and of which commit it was measured; null for those of the report.</summary>
    public string? Measured { get; init; }

    /// <summary>Gets by what processor; null for those of the report.</summary>
    public string? Processor { get; init; }

    /// <summary>Gets the least of the rival's repeats.</summary>
    public double? RivalLow { get; init; }

    /// <summary>Gets the greatest of the rival's repeats.</summary>
    public double? RivalHigh { get; init; }

    /// <summary>Gets the value that is enough for the floor too: the end of the rival's own spread (<see cref="Bounds.EndOfSpread"/>).</summary>
    public double? FloorOrValue { get; init; }

    /// <summary>Gets the least ratio: of a pair, or of a repeat to the rival's median where the two were not measured in turn.</summary>
    public double? RatioLow { get; init; }

    /// <summary>Gets the greatest ratio.</summary>
    public double? RatioHigh { get; init; }

    public static ResultRow Alone(string id, string name, string unit, Samples own, Bounds bounds) =>
        Create(id, name, unit, own, null, null, null, own.Median, bounds);

    /// <summary>A row whose rival was measured in turn: the ratio is the median over pairs.</summary>
    public static ResultRow Against(string id, string name, string unit, Samples own, string rival, Samples others, Bounds bounds) =>
        Against(id, name, unit, own, rival, others, own.Over(others), bounds);

    /// <summary>A row whose rival was measured at another time: nothing pairs one's repeats with the other's, and the ratio is that of the medians.</summary>
    public static ResultRow Beside(string id, string name, string unit, Samples own, string rival, Samples others, Bounds bounds) =>
        Against(id, name, unit, own, rival, others, own.Select(value => value / others.Median), bounds);

    /// <summary>The row with when and where it was measured: as it says itself, or else then and there.</summary>
    public ResultRow On(HostFacts host) => this with { Measured = Measured ?? host.Measured, Processor = Processor ?? host.Processor };

    private static ResultRow Against(string id, string name, string unit, Samples own, string rival, Samples others, Samples ratios, Bounds bounds)
    {
        double? spread = bounds.EndOfSpread(others);
        ResultRow row = Create(id, name, unit, own, rival, others.Median, ratios.Median, ratios.Median, bounds);
        return row with
        {
            FloorMet = row.FloorMet || bounds.IsWithin(own.Median, spread),
            FloorOrValue = spread,
            RivalLow = others.Min,
            RivalHigh = others.Max,
            RatioLow = ratios.Min,
            RatioHigh = ratios.Max,
        };
    }

    private static ResultRow Create(
        string id, string name, string unit, Samples own, string? rival, double? rivalValue, double? ratio, double judged, Bounds bounds) =>
        new(id, name, own.Median, unit, rival, rivalValue, ratio, bounds.Floor, bounds.Goal,
            bounds.FloorMet(judged), bounds.GoalMet(judged), bounds.Better, own.Min, own.Max, own.Values.Count);
}
