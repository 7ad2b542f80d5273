namespace UserRep.Model.Items;

/// <summary>Item vectors by row: what the reducer needs to know of an item table.</summary>
public interface IItemVectors
{
    /// <summary>Gets the number of items; rows run from 0 to one less.</summary>
    int Count { get; }

    /// <summary>Gets the numbers per item of each modality, in the order of the feature spec.</summary>
    IReadOnlyList<int> Dimensions { get; }

    /// <summary>The vector of an item in one modality.</summary>
    /// <param name="row">The item's row.</param>
    /// <param name="modality">The modality's index in the feature spec.</param>
    /// <returns>The vector; empty if the item has none in this modality.</returns>
    ReadOnlySpan<float> Vector(int row, int modality);
}
