using System.Runtime.InteropServices;

namespace UserRep.Model.Items.Arrow;

/// <summary>Where a record batch lies in the file, as the footer has it (struct <c>Block</c> of <c>File.fbs</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal readonly record struct ArrowBlock(
    [field: FieldOffset(0)] long Offset,
    [field: FieldOffset(8)] int MetadataLength,
    [field: FieldOffset(16)] long BodyLength);
