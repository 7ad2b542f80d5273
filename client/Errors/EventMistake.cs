namespace UserRep.Client;

/// <summary>What is wrong with one event.</summary>
/// <param name="Index">The event's place in what was published, from 0.</param>
/// <param name="Field">The field.</param>
/// <param name="Problem">What is wrong, with the value.</param>
/// <param name="Remedy">What to do.</param>
public sealed record EventMistake(int Index, string Field, string Problem, string Remedy);
