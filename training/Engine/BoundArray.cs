using Microsoft.ML.OnnxRuntime;

namespace UserRep.Training.Engine;

/// <summary>
/// A managed array as the runtime sees it. The view for each number of rows is made once and kept: making one per step would cost
/// a pin and a native call each.
/// </summary>
internal sealed class BoundArray(float[] array, int[] shape) : IDisposable
{
    // A training run sees two sizes, the full batch and the last one; a caller with a new size every time must not pile up views.
    private const int MostViews = 16;

    private readonly Dictionary<int, OrtValue> _views = [];

    public float[] Array { get; } = array;

    public static BoundArray Allocate(int[] shape, int capacity) =>
        new(GC.AllocateArray<float>(Shapes.Size(shape, capacity), pinned: true), shape);

    public OrtValue View(int rows)
    {
        if (_views.TryGetValue(rows, out var view)) return view;
        if (_views.Count == MostViews) Dispose();
        var dimensions = shape.Select(d => (long)(d == Value.Rows ? rows : d)).ToArray();
        var memory = Array.AsMemory(0, Shapes.Size(shape, rows));
        view = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, dimensions);
        _views.Add(rows, view);
        return view;
    }

    public void Dispose()
    {
        foreach (var view in _views.Values) view.Dispose();
        _views.Clear();
    }
}
