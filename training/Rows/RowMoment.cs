namespace UserRep.Training.Rows;

/// <summary>A moment in a user's history.</summary>
/// <param name="AsOfMs">The moment.</param>
/// <param name="EventEnd">Index in the table just past the last event known then.</param>
internal readonly record struct RowMoment(long AsOfMs, int EventEnd);
