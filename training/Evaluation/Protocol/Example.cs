namespace UserRep.Training.Evaluation.Protocol;

/// <summary>One question to a model: does this user take this item in the time ahead?</summary>
/// <param name="Cut">Index of the cut.</param>
/// <param name="Item">Row of the item.</param>
/// <param name="IsPositive">The answer.</param>
/// <param name="LogPopularity">log(1 + uses of the item up to the day before).</param>
/// <param name="LogRecentPopularity">log(1 + uses in the 30 days up to the day before).</param>
internal readonly record struct Example(int Cut, int Item, bool IsPositive, float LogPopularity, float LogRecentPopularity);
