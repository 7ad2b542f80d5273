namespace UserRep.Silo.Dashboard.Charts;

/// <summary>A bar of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Value">How long it is.</param>
/// <param name="Text">Its value in words.</param>
/// <param name="Mark">What is to be noted of it, which is also coloured; null for nothing.</param>
public sealed record Bar(string Name, double Value, string Text, string? Mark = null);
