using Microsoft.ML.OnnxRuntime;

namespace UserRep.Model.Encoders;

/// <summary>Reads the one input or output of a model: float32, two dimensions, the first free.</summary>
internal static class EncoderShape
{
    public static (string Name, int Width) Read(string what, IReadOnlyDictionary<string, NodeMetadata> nodes)
    {
        if (nodes.Count != 1) throw new InvalidDataException($"The model has {nodes.Count} {what}s; it must have one.");
        (string name, NodeMetadata node) = nodes.Single();
        if (node.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR || node.ElementType != typeof(float))
        {
            throw new InvalidDataException($"The model's {what} '{name}' is not a float32 tensor.");
        }

        int[] shape = node.Dimensions;
        return shape is [-1, > 0]
            ? (name, shape[1])
            : throw new InvalidDataException($"The model's {what} '{name}' is [{string.Join(", ", shape)}]; it must be [-1, a fixed number], -1 being the free N.");
    }
}
