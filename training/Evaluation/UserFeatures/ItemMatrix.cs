using UserRep.Training.ItemVectors;

namespace UserRep.Training.Evaluation.UserFeatures;

/// <summary>The item side of every head: an item's unit vectors of all modalities side by side, zeros where it has none.</summary>
internal sealed class ItemMatrix
{
    private readonly float[] _values;

    public ItemMatrix(ItemVectorSet vectors)
    {
        Width = vectors.Dimensions.Sum();
        _values = new float[checked(vectors.Count * Width)];
        for (int item = 0; item < vectors.Count; item++)
        {
            int offset = item * Width;
            for (int m = 0; m < vectors.Modalities.Count; m++)
            {
                vectors.Vector(item, m).CopyTo(_values.AsSpan(offset));
                offset += vectors.Dimensions[m];
            }
        }
    }

    public int Width { get; }

    public int Count => _values.Length / Width;

    public ReadOnlySpan<float> Row(int item) => _values.AsSpan(item * Width, Width);
}
