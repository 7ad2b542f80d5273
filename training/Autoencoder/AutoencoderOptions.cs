namespace UserRep.Training.Autoencoder;

/// <summary>The denoising autoencoder's shape and training.</summary>
internal sealed record AutoencoderOptions
{
    /// <summary>Numbers in the user vector.</summary>
    public int Dimension { get; init; } = 120;

    /// <summary>Units of each item group's own encoder and decoder.</summary>
    public int ItemUnits { get; init; } = 256;

    /// <summary>Units of the encoders and decoders of activity and profile.</summary>
    public int FactUnits { get; init; } = 32;

    /// <summary>Units of the joint layer.</summary>
    public int JointUnits { get; init; } = 256;

    /// <summary>The chance that a whole group is hidden from the encoder.</summary>
    public double GroupMask { get; init; } = 0.3;

    /// <summary>Weight of a number of an item group in the loss.</summary>
    public float ItemWeight { get; init; } = 1f;

    /// <summary>Weight of a number of an all-time item mean in the loss: what lasts matters most to those who come back.</summary>
    public float AllTimeWeight { get; init; } = 2f;

    /// <summary>Weight of a number of an item mean over <see cref="ShortScale"/> or less: what was there this week tells little of the next.</summary>
    public float ShortWeight { get; init; } = 0.5f;

    /// <summary>The longest time scale that counts as short.</summary>
    public TimeSpan ShortScale { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Weight of a number of activity or profile in the loss.</summary>
    public float FactWeight { get; init; } = 4f;

    /// <summary>Weight of the loss that draws rows with shared favourites together, those of one user too, beside the reconstruction; 0 for none.</summary>
    public float NeighbourWeight { get; init; } = 0.2f;

    /// <summary>Cosines are divided by it before they are compared.</summary>
    public float NeighbourTemperature { get; init; } = 0.1f;

    public int Epochs { get; init; } = 10;

    public int Patience { get; init; } = 6;

    public int BatchSize { get; init; } = 512;

    /// <summary>Parts of a batch that run at once. Rows are drawn together with rows of their part only, so it belongs to the result; <see cref="Threads"/> does not.</summary>
    public int Shards { get; init; } = 2;

    public float LearningRate { get; init; } = 3e-3f;

    public int Seed { get; init; } = 1;

    /// <summary>Threads of the training engine.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
