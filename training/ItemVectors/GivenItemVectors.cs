using System.Numerics.Tensors;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.ItemVectors;

/// <summary>The vectors that come with a catalogue, neither scaled nor changed.</summary>
internal static class GivenItemVectors
{
    /// <returns>The vectors, or null if no item has one.</returns>
    /// <exception cref="UserErrorException">Lengths differ, or a number is not finite.</exception>
    public static ModalityVectors? Take(string name, ItemCatalogue catalogue)
    {
        if (catalogue.Items.FirstOrDefault(item => item.Vector is not null) is not { } first) return null;
        foreach (ItemInfo item in catalogue.Items.Where(item => item.Vector is not null)) Check(item, first);
        return ModalityVectors.AsGiven(name, first.Vector!.Length, [.. catalogue.Items.Select(item => item.Vector)]);
    }

    private static void Check(ItemInfo item, ItemInfo first)
    {
        if (item.Vector!.Length == 0 || item.Vector.Length != first.Vector!.Length)
        {
            throw new UserErrorException(
                $"Given vectors must have one length: item '{first.Id}' has {first.Vector!.Length} numbers, '{item.Id}' has {item.Vector.Length}.");
        }

        if (!TensorPrimitives.IsFiniteAll<float>(item.Vector)) throw new UserErrorException($"The given vector of item '{item.Id}' has a number that is not finite.");
    }
}
