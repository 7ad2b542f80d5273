using UserRep.Training.Tastes;

namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>The fixed rules of the neighbour questions; the same for every method.</summary>
internal sealed class NeighbourOptions
{
    /// <summary>At most this many users are compared, each with each.</summary>
    /// <value>2000</value>
    public int MaximumUsers { get; init; } = 2000;

    /// <summary>How many nearest neighbours are looked at.</summary>
    /// <value>50</value>
    public int Neighbours { get; init; } = 50;

    /// <summary>How many items are a user's favourites.</summary>
    /// <value>5</value>
    public int FavouriteItems { get; init; } = TasteKinds.FavouriteItems;

    /// <summary>How many tags of one prefix are a user's favourites.</summary>
    /// <value>3</value>
    public int FavouriteTags { get; init; } = TasteKinds.FavouriteTags;

    /// <summary>The first events of a user that count as onboarding picks.</summary>
    /// <value>3</value>
    public int Picks { get; init; } = 3;

    /// <summary>A question that fewer users can be asked is left out.</summary>
    /// <value>50</value>
    public int MinimumUsers { get; init; } = 50;

    /// <value>1</value>
    public int Seed { get; init; } = 1;
}
