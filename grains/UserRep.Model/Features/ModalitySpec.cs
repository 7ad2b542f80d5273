namespace UserRep.Model.Features;

/// <summary>One kind of item vector, such as a collaborative or a content one.</summary>
/// <param name="Name">Its name; the column of the item table.</param>
/// <param name="Dimension">Numbers per item.</param>
public sealed record ModalitySpec(string Name, int Dimension);
