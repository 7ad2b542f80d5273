namespace UserRep.Silo.Dashboard.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Values">Its values, evenly over time; null where nothing is known.</param>
public sealed record ChartLine(string Name, IReadOnlyList<double?> Values);
