namespace UserRep.EventLog.Schema;

/// <summary>One step of a schema as a database has it on its list.</summary>
/// <param name="Number">Its place in the order, from 1.</param>
/// <param name="Checksum">What <see cref="SqlScript.Checksum"/> was when it was applied.</param>
/// <param name="IsAdditive">Whether programs that do not know it can work on the database.</param>
internal sealed record AppliedStep(int Number, long Checksum, bool IsAdditive);
