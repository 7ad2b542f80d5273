using System.Runtime.InteropServices;
using Google.Protobuf;

namespace UserRep.Tests.Model.Encoders;

/// <summary>Writes an ONNX model of one layer, <c>tanh(x W + b)</c>, with seeded weights; field numbers are those of <c>onnx.proto</c>.</summary>
internal static class TinyOnnx
{
    public const int Float = 1;
    public const int Double = 11;

    public static byte[] Layer(int inputs, int outputs, int seed = 1, string batch = "N", int elementType = Float, string operation = "Tanh")
    {
        byte[] graph = Message(o =>
        {
            Put(o, 1, Node("Gemm", ["x", "w", "b"], "z"));
            Put(o, 1, Node(operation, ["z"], "y"));
            Put(o, 2, "encoder");
            Put(o, 5, Tensor("w", [inputs, outputs], seed, elementType));
            Put(o, 5, Tensor("b", [outputs], seed + 1, elementType));
            Put(o, 11, Value("x", elementType, batch, inputs));
            Put(o, 12, Value("y", elementType, batch, outputs));
        });
        return Message(o =>
        {
            Put(o, 1, 8);
            Put(o, 7, graph);
            Put(o, 8, Message(set => Put(set, 2, 17)));
        });
    }

    private static byte[] Node(string operation, string[] inputs, string output) => Message(o =>
    {
        foreach (string input in inputs) Put(o, 1, input);
        Put(o, 2, output);
        Put(o, 4, operation);
    });

    private static byte[] Tensor(string name, int[] shape, int seed, int elementType) => Message(o =>
    {
        Random random = new(seed);
        foreach (int size in shape) Put(o, 1, size);
        Put(o, 2, elementType);
        Put(o, 8, name);
        float[] numbers = [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => (float)random.NextDouble() - 0.5f)];
        Put(o, 9, elementType == Double
            ? MemoryMarshal.AsBytes<double>(Array.ConvertAll(numbers, number => (double)number)).ToArray()
            : MemoryMarshal.AsBytes<float>(numbers).ToArray());
    });

    private static byte[] Value(string name, int elementType, string batch, int width) => Message(o =>
    {
        byte[] first = int.TryParse(batch, out int fixedSize) ? Message(d => Put(d, 1, fixedSize)) : Message(d => Put(d, 2, batch));
        byte[] shape = Message(s =>
        {
            Put(s, 1, first);
            Put(s, 1, Message(d => Put(d, 1, width)));
        });
        byte[] tensor = Message(t =>
        {
            Put(t, 1, elementType);
            Put(t, 2, shape);
        });
        Put(o, 1, name);
        Put(o, 2, Message(t => Put(t, 1, tensor)));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void Put(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }

    private static void Put(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Put(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }
}
