using UserRep.Model.Features;
using UserRep.Model.Items.Arrow;

namespace UserRep.Model.Items;

/// <summary>Which columns of an Arrow schema are the ids, the hashes and the vectors of an item table.</summary>
/// <param name="Id">The id column: utf8 or large utf8.</param>
/// <param name="Hash">The hash column, if there is one.</param>
/// <param name="Vectors">The vector columns, in the order of the modalities.</param>
internal sealed record ItemColumns(ItemColumn Id, ItemColumn? Hash, IReadOnlyList<ItemColumn> Vectors)
{
    public const string IdName = "id";
    public const string HashName = "id_xxh3";

    public static ItemColumns Find(IReadOnlyList<ArrowField> fields, IReadOnlyList<ModalitySpec>? modalities)
    {
        IReadOnlyList<ItemColumn> all = ItemColumn.Place(fields);
        ItemColumn id = all.FirstOrDefault(c => c.Name == IdName) ?? throw new InvalidDataException("It has no column 'id'.");
        if (id.Field.IsDictionary || id.Field.Type is not (ArrowType.Utf8 or ArrowType.LargeUtf8))
        {
            throw new InvalidDataException("Its column 'id' is not plain utf8 text.");
        }

        List<ItemColumn> vectors = [.. all.Where(c => c.Field.IsVector)];
        ItemColumn? hash = all.FirstOrDefault(c => c.Name == HashName && c.Field.IsUInt64 && !c.Field.IsDictionary);
        return new ItemColumns(id, hash, modalities is null ? Known(vectors) : Match(vectors, modalities));
    }

    private static List<ItemColumn> Known(List<ItemColumn> vectors)
        => vectors.Find(v => v.Field.ListSize <= 0) is { } bad
            ? throw new InvalidDataException($"Its column '{bad.Name}' has vectors of {bad.Field.ListSize} numbers.")
            : vectors;

    private static List<ItemColumn> Match(List<ItemColumn> vectors, IReadOnlyList<ModalitySpec> modalities)
    {
        List<ItemColumn> matched = [.. modalities.Select(m => Match(vectors, m))];
        return vectors.Find(v => !matched.Contains(v)) is { } extra
            ? throw new InvalidDataException($"Its vector column '{extra.Name}' is not a modality of the feature spec.")
            : matched;
    }

    private static ItemColumn Match(List<ItemColumn> vectors, ModalitySpec modality)
    {
        ItemColumn column = vectors.Find(v => v.Name == modality.Name)
            ?? throw new InvalidDataException($"It has no column of float32 vectors for the modality '{modality.Name}' of the feature spec.");
        return column.Field.ListSize == modality.Dimension && modality.Dimension > 0
            ? column
            : throw new InvalidDataException(
                $"Its column '{modality.Name}' has vectors of {column.Field.ListSize} numbers; the feature spec has {modality.Dimension}.");
    }
}
