using Google.Protobuf;

namespace UserRep.Training.Engine.Onnx;

/// <summary>
/// One protocol-buffer message under construction. Fields are written in call order, so equal calls give equal bytes.
/// Generated ONNX classes would be 10,000 lines for the dozen fields needed here.
/// </summary>
internal sealed class ProtoMessage
{
    private readonly List<Action<CodedOutputStream>> _fields = [];

    public ProtoMessage Int(int field, long value) =>
        Field(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    public ProtoMessage Float(int field, float value) =>
        Field(field, WireFormat.WireType.Fixed32, output => output.WriteFloat(value));

    public ProtoMessage Text(int field, string value) =>
        Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

    public ProtoMessage Bytes(int field, ReadOnlyMemory<byte> value) =>
        Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value)));

    public ProtoMessage Message(int field, ProtoMessage value) => Bytes(field, value.ToArray());

    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            foreach (var field in _fields) field(output);
        return bytes.ToArray();
    }

    private ProtoMessage Field(int field, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        _fields.Add(output =>
        {
            output.WriteTag(field, type);
            write(output);
        });
        return this;
    }
}
