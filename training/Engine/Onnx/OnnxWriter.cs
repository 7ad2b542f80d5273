using System.Runtime.InteropServices;

namespace UserRep.Training.Engine.Onnx;

/// <summary>
/// Writes an ONNX model (IR version 9, operator set 20). The same calls give the same bytes, so a model can be hashed.
/// A dimension of -1 is the dynamic batch size, named <c>N</c>.
/// </summary>
/// <remarks>Field numbers are those of <c>onnx.proto</c>.</remarks>
internal sealed class OnnxWriter
{
    private const int IrVersion = 9;
    private const int OpsetVersion = 20;
    private const int FloatType = 1;
    private const int Int64Type = 7;

    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _initializers = [];
    private readonly List<ProtoMessage> _inputs = [];
    private readonly List<ProtoMessage> _outputs = [];

    public void Node(string op, IEnumerable<string> inputs, IEnumerable<string> outputs, params OnnxAttribute[] attributes)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs) node.Text(1, input);
        foreach (var output in outputs) node.Text(2, output);
        node.Text(4, op);
        foreach (var attribute in attributes) node.Message(5, attribute.ToMessage());
        _nodes.Add(node);
    }

    public void Initializer(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values) =>
        Initializer(name, shape, FloatType, MemoryMarshal.AsBytes(values).ToArray());

    public void Initializer(string name, ReadOnlySpan<long> values) =>
        Initializer(name, [values.Length], Int64Type, MemoryMarshal.AsBytes(values).ToArray());

    public void Input(string name, ReadOnlySpan<int> shape) => _inputs.Add(ValueInfo(name, shape));

    public void Output(string name, ReadOnlySpan<int> shape) => _outputs.Add(ValueInfo(name, shape));

    public byte[] ToArray() => new ProtoMessage()
        .Int(1, IrVersion)
        .Text(2, "UserRep")
        .Message(7, Graph())
        .Message(8, new ProtoMessage().Text(1, "").Int(2, OpsetVersion))
        .ToArray();

    private ProtoMessage Graph()
    {
        var graph = new ProtoMessage();
        foreach (var node in _nodes) graph.Message(1, node);
        graph.Text(2, "userrep");
        foreach (var initializer in _initializers) graph.Message(5, initializer);
        foreach (var input in _inputs) graph.Message(11, input);
        foreach (var output in _outputs) graph.Message(12, output);
        return graph;
    }

    private void Initializer(string name, ReadOnlySpan<int> shape, int type, byte[] littleEndian)
    {
        var tensor = new ProtoMessage();
        foreach (var dimension in shape) tensor.Int(1, dimension);
        _initializers.Add(tensor.Int(2, type).Text(8, name).Bytes(9, littleEndian));
    }

    private static ProtoMessage ValueInfo(string name, ReadOnlySpan<int> shape)
    {
        var dimensions = new ProtoMessage();
        foreach (var dimension in shape) dimensions.Message(1, Dimension(dimension));
        var tensorType = new ProtoMessage().Int(1, FloatType).Message(2, dimensions);
        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, tensorType));
    }

    private static ProtoMessage Dimension(int size) =>
        size < 0 ? new ProtoMessage().Text(2, "N") : new ProtoMessage().Int(1, size);
}
