namespace UserRep.Training.Rows;

/// <summary>
/// One training row: a user seen from a moment. The input may see less than the target: fewer events, or an earlier moment.
/// </summary>
/// <param name="User">Index of the user in the table.</param>
/// <param name="Start">Index in the table of the first event that counts; what lies before it is forgotten.</param>
/// <param name="Input">What the encoder sees.</param>
/// <param name="Target">What it is to restore.</param>
/// <param name="Picks">
/// How many events from the start on the input sees as onboarding picks. The target sees them as history: picks must lead where history would.
/// </param>
/// <param name="Keep">Share of the history events that the input keeps, each at random; 1 for all.</param>
/// <param name="Seed">Seed of that choice.</param>
internal readonly record struct RowPlan(int User, int Start, RowMoment Input, RowMoment Target, int Picks, double Keep, int Seed);
