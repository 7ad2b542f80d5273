namespace UserRep.Training.Rows;

/// <summary>One training row: a user seen from a moment, and what part of the events the input may see.</summary>
/// <param name="User">Index of the user in the table.</param>
/// <param name="AsOfMs">The moment.</param>
/// <param name="EventEnd">Index in the table just past the last event the target knows.</param>
/// <param name="InputEnd">Index in the table just past the last event the input knows; at most <paramref name="EventEnd"/>.</param>
/// <param name="Picks">How many of the user's first events count as onboarding picks.</param>
/// <param name="Keep">Share of the history events that the input keeps, each at random; 1 for all.</param>
/// <param name="Seed">Seed of that choice.</param>
internal readonly record struct RowPlan(int User, long AsOfMs, int EventEnd, int InputEnd, int Picks, double Keep, int Seed);
