namespace UserRep.Training.Train;

/// <summary>What training measured.</summary>
internal sealed record TrainingFigures
{
    /// <summary>Gets the reconstruction loss on users that were held out.</summary>
    public required double HeldOutLoss { get; init; }

    /// <summary>Gets the same loss of principal components of the same dimension.</summary>
    public required double PcaHeldOutLoss { get; init; }

    public required int Epochs { get; init; }

    public required int Rows { get; init; }

    public required int Features { get; init; }

    public required int Users { get; init; }

    public required int Events { get; init; }

    public required int ItemsWithVector { get; init; }

    /// <summary>Gets the share of events with an item whose item has a vector.</summary>
    public required double KnownItemShare { get; init; }

    /// <summary>The figures by the names that a bundle's manifest carries.</summary>
    public IReadOnlyDictionary<string, double> ByName() => new SortedDictionary<string, double>(StringComparer.Ordinal)
    {
        ["training.heldOutLoss"] = HeldOutLoss,
        ["training.pcaHeldOutLoss"] = PcaHeldOutLoss,
        ["training.epochs"] = Epochs,
        ["training.rows"] = Rows,
        ["training.features"] = Features,
        ["training.users"] = Users,
        ["training.events"] = Events,
        ["training.itemsWithVector"] = ItemsWithVector,
        ["training.knownItemShare"] = KnownItemShare,
    };
}
