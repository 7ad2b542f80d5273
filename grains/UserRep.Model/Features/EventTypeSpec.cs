namespace UserRep.Model.Features;

/// <summary>One type of event and what it weighs. An event's weight is <see cref="Weight"/> × its value clamped to the bounds.</summary>
/// <param name="Name">The name that events carry.</param>
/// <param name="Weight">The weight of a value of 1; negative for dislikes.</param>
/// <param name="MinValue">Lower bound of the value.</param>
/// <param name="MaxValue">Upper bound of the value.</param>
public sealed record EventTypeSpec(string Name, float Weight = 1f, float MinValue = 0f, float MaxValue = 1f);
