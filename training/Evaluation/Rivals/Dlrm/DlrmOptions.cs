namespace UserRep.Training.Evaluation.Rivals.Dlrm;

/// <summary>Settings of the deep recommendation model.</summary>
internal sealed class DlrmOptions
{
    /// <summary>Numbers per embedding.</summary>
    /// <value>48</value>
    public int Width { get; init; } = 48;

    /// <value>64</value>
    public int Hidden { get; init; } = 64;

    /// <summary>How many of the newest known items make the recent bag.</summary>
    /// <value>50</value>
    public int Recent { get; init; } = 50;

    /// <value>0.001</value>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>Adagrad's rate for embeddings.</summary>
    /// <value>0.01</value>
    public float EmbeddingRate { get; init; } = 0.01f;

    /// <value>0.1</value>
    public float WeightDecay { get; init; } = 0.1f;

    /// <value>15</value>
    public int Epochs { get; init; } = 15;

    /// <value>2</value>
    public int Patience { get; init; } = 2;

    /// <summary>Cuts a batch; each brings all its examples.</summary>
    /// <value>48</value>
    public int CutsPerBatch { get; init; } = 48;

    /// <value>1</value>
    public int Threads { get; init; } = 1;
}
