namespace UserRep.Model.Items.Arrow;

/// <summary>
/// Two 64-bit numbers of a record batch (structs <c>FieldNode</c> and <c>Buffer</c> of <c>Message.fbs</c>):
/// rows and nulls of a column, or offset and length of a buffer.
/// </summary>
internal readonly record struct ArrowRange(long First, long Second);
