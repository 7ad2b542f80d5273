using UserRep.Model.Items.Arrow;

namespace UserRep.Model.Items;

/// <summary>A column and where its nodes and buffers begin in every record batch.</summary>
internal sealed record ItemColumn(ArrowField Field, int Node, int Buffer)
{
    public string Name => Field.Name;

    public static IReadOnlyList<ItemColumn> Place(IReadOnlyList<ArrowField> fields)
    {
        List<ItemColumn> columns = new(fields.Count);
        (int node, int buffer) = (0, 0);
        foreach (ArrowField field in fields)
        {
            columns.Add(new ItemColumn(field, node, buffer));
            node += field.Nodes;
            buffer += field.Buffers;
        }

        return columns;
    }
}
