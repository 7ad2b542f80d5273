namespace UserRep.Training.Evaluation.Protocol;

/// <summary>One user at one moment.</summary>
/// <param name="User">Index of the user in the table.</param>
/// <param name="AsOfMs">The moment; events at or before it are known.</param>
/// <param name="EventEnd">Index in the table just past the last known event.</param>
/// <param name="Picks">How many of the user's first events count as onboarding picks and not as history.</param>
/// <param name="Kind">Why this moment.</param>
/// <param name="Period">What it is used for.</param>
internal readonly record struct Cut(int User, long AsOfMs, int EventEnd, int Picks, CutKind Kind, Period Period);
