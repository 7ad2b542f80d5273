using UserRep.Model.Features;
using UserRep.Model.Items;
using UserRep.Training.Datasets;

namespace UserRep.Training.Embed;

/// <summary>From a data set's items to the rows of a bundle's item table.</summary>
internal static class ItemRows
{
    /// <returns>Per item of the catalogue its row, or <see cref="UserEvent.UnknownItem"/>.</returns>
    public static int[] Resolve(ItemCatalogue catalogue, ItemTable table)
    {
        int[] rows = new int[catalogue.Count];
        for (int item = 0; item < rows.Length; item++) table.TryFind(catalogue[item].Id, out rows[item]);
        return rows;
    }
}
