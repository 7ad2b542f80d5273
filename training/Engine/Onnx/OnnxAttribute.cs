namespace UserRep.Training.Engine.Onnx;

/// <summary>An attribute of an ONNX node: its name and the fields of <c>AttributeProto</c> that carry its value.</summary>
internal sealed class OnnxAttribute
{
    private const int TypeField = 20;
    private readonly ProtoMessage _message;

    private OnnxAttribute(ProtoMessage message) => _message = message;

    public static OnnxAttribute Int(string name, long value) =>
        new(new ProtoMessage().Text(1, name).Int(3, value).Int(TypeField, 2));

    public static OnnxAttribute Float(string name, float value) =>
        new(new ProtoMessage().Text(1, name).Float(2, value).Int(TypeField, 1));

    public static OnnxAttribute Text(string name, string value) =>
        new(new ProtoMessage().Text(1, name).Text(4, value).Int(TypeField, 3));

    public ProtoMessage ToMessage() => _message;
}
