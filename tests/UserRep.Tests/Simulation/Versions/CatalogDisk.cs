using UserRep.Grains.Versions;

namespace UserRep.Tests.Simulation.Versions;

/// <summary>Where catalogues are stored: a write counts, and only succeeds against the count it knows.</summary>
internal sealed class CatalogDisk(CatalogState first)
{
    public CatalogState State { get; private set; } = first;

    public int Writes { get; private set; }

    public int Write(CatalogState state, string? mark)
    {
        if (mark != Mark(Writes))
        {
            throw new Orleans.Storage.InconsistentStateException("Somebody else has written.");
        }

        State = state;
        return ++Writes;
    }

    public static string Mark(int writes) => writes.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
