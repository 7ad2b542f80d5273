using System.Runtime.InteropServices;
using Google.Protobuf;

namespace UserRep.Tests.Model.Encoders;

/// <summary>Writes an ONNX model of one layer, <c>tanh(x W + b)</c>, with seeded weights; field numbers are those of <c>onnx.proto</c>.</summary>
internal static class TinyOnnx
{
    public const int Float = 1;
    public const int Double = 11;

    public static byte[] Layer(int inputs, int outputs, int seed = 1, string batch = "N", int elementType = Float, string operation = "Tanh", params (string Name, int Value)[] attributes)
    {
        byte[] graph = Message(o =>
        {
            Put(o, 1, Node("Gemm", ["x", "w", "b"], "z"));
            Put(o, 1, Node(operation, ["z"], "y", attributes));
            Put(o, 2, "encoder");
            Put(o, 5, Tensor("w", [inputs, outputs], seed, elementType));
            Put(o, 5, Tensor("b", [outputs], seed + 1, elementType));
            Put(o, 11, Value("x", elementType, batch, inputs));
            Put(o, 12, Value("y", elementType, batch, outputs));
        });
        return Model(graph);
    }

    /// <summary>A model of many wide layers that share their weights: its file is small, and it takes its time.</summary>
    public static byte[] Deep(int inputs, int outputs, int width, int layers)
    {
        byte[] graph = Message(o =>
        {
            Put(o, 1, Node("MatMul", ["x", "first"], "h0"));
            for (int i = 0; i < layers; i++)
            {
                Put(o, 1, Node("MatMul", [$"h{i}", "middle"], $"z{i}"));
                Put(o, 1, Node("Tanh", [$"z{i}"], $"h{i + 1}"));
            }

            Put(o, 1, Node("MatMul", [$"h{layers}", "last"], "y"));
            Put(o, 2, "encoder");
            Put(o, 5, Tensor("first", [inputs, width], 1, Float));
            Put(o, 5, Tensor("middle", [width, width], 2, Float));
            Put(o, 5, Tensor("last", [width, outputs], 3, Float));
            Put(o, 11, Value("x", Float, "N", inputs));
            Put(o, 12, Value("y", Float, "N", outputs));
        });
        return Model(graph);
    }

    /// <summary>
    /// A model that fails for rows in which one feature is past 0.1: the run throws, since the feature is an index beyond a table; or the
    /// numbers are NaN, since it goes below the logarithm's range. All other rows give one and the same vector.
    /// </summary>
    public static byte[] Poisonous(int inputs, int outputs, int feature, bool throws)
    {
        float[] weights = new float[inputs * outputs];
        weights.AsSpan(feature * outputs, outputs).Fill(throws ? 20 : -20);
        byte[] graph = Message(o =>
        {
            Put(o, 1, Node("Gemm", ["x", "w", "b"], "z"));
            if (throws)
            {
                Put(o, 1, Node("Cast", ["z"], "i", ("to", 7)));
                Put(o, 1, Node("Gather", ["t", "i"], "y"));
            }
            else
            {
                Put(o, 1, Node("Log", ["z"], "y"));
            }

            Put(o, 2, "encoder");
            Put(o, 5, Tensor("w", [inputs, outputs], weights));
            Put(o, 5, Tensor("b", [outputs], [.. Enumerable.Repeat(throws ? 0f : 2f, outputs)]));
            if (throws) Put(o, 5, Tensor("t", [2], [0.5f, 0.25f]));
            Put(o, 11, Value("x", Float, "N", inputs));
            Put(o, 12, Value("y", Float, "N", outputs));
        });
        return Model(graph);
    }

    private static byte[] Model(byte[] graph) => Message(o =>
    {
        Put(o, 1, 8);
        Put(o, 7, graph);
        Put(o, 8, Message(set => Put(set, 2, 17)));
    });

    private static byte[] Node(string operation, string[] inputs, string output, params (string Name, int Value)[] attributes) => Message(o =>
    {
        foreach (string input in inputs) Put(o, 1, input);
        Put(o, 2, output);
        Put(o, 4, operation);
        foreach ((string name, int value) in attributes)
        {
            Put(o, 5, Message(attribute =>
            {
                Put(attribute, 1, name);
                Put(attribute, 3, value);
                Put(attribute, 20, 2);
            }));
        }
    });

    private static byte[] Tensor(string name, int[] shape, int seed, int elementType)
    {
        Random random = new(seed);
        return Tensor(name, shape, [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => (float)random.NextDouble() - 0.5f)], elementType);
    }

    private static byte[] Tensor(string name, int[] shape, float[] numbers, int elementType = Float) => Message(o =>
    {
        foreach (int size in shape) Put(o, 1, size);
        Put(o, 2, elementType);
        Put(o, 8, name);
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
