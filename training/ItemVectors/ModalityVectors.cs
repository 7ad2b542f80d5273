using System.Numerics.Tensors;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.ItemVectors;

/// <summary>The vectors of one modality, for some of the items: of unit length if learned, as they came if given.</summary>
internal sealed class ModalityVectors
{
    private readonly int[] _places;
    private readonly DenseMatrix _vectors;

    private ModalityVectors(string name, int[] places, DenseMatrix vectors) => (Name, _places, _vectors) = (name, places, vectors);

    public string Name { get; }

    public int Dimension => _vectors.Columns;

    public int Items => _places.Length;

    public int ItemsWithVector => _places.Count(p => p >= 0);

    /// <summary>Gives each row of a matrix to an item, scaled to unit length; an all-zero row gives no vector.</summary>
    /// <param name="name">The modality's name.</param>
    /// <param name="items">Number of items in the catalogue.</param>
    /// <param name="rows">The item of each row of the matrix.</param>
    /// <param name="vectors">The rows; scaled in place.</param>
    public static ModalityVectors Unit(string name, int items, IReadOnlyList<int> rows, DenseMatrix vectors)
    {
        int[] places = new int[items];
        places.AsSpan().Fill(-1);
        for (int r = 0; r < rows.Count; r++)
        {
            float norm = TensorPrimitives.Norm<float>(vectors.Row(r));
            if (norm > 1e-12f)
            {
                TensorPrimitives.Divide(vectors.Row(r), norm, vectors.Row(r));
                places[rows[r]] = r;
            }
        }

        return new ModalityVectors(name, places, vectors);
    }

    /// <summary>Takes vectors of one length as they are.</summary>
    /// <param name="name">The modality's name.</param>
    /// <param name="dimension">Numbers per vector.</param>
    /// <param name="vectors">A vector per item of the catalogue, or null.</param>
    public static ModalityVectors AsGiven(string name, int dimension, IReadOnlyList<float[]?> vectors)
    {
        int[] rows = [.. Enumerable.Range(0, vectors.Count).Where(item => vectors[item] is not null)];
        int[] places = new int[vectors.Count];
        places.AsSpan().Fill(-1);
        DenseMatrix matrix = new(rows.Length, dimension);
        for (int r = 0; r < rows.Length; r++)
        {
            places[rows[r]] = r;
            vectors[rows[r]].CopyTo(matrix.Row(r));
        }

        return new ModalityVectors(name, places, matrix);
    }

    public bool Has(int item) => _places[item] >= 0;

    public ReadOnlySpan<float> Vector(int item) => _places[item] < 0 ? default : _vectors.Row(_places[item]);
}
