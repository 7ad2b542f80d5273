namespace UserRep.Training.Evaluation.Reports;

/// <summary>What the project asks of its representation on the data sets it is measured on.</summary>
internal static class Floors
{
    private static readonly string[] Trained = ["popularity", "mf", "lightfm", "dlrm", "multvae"];

    /// <summary>The floors of a data set; of an unknown one, only those that hold on every set.</summary>
    public static IReadOnlyList<Floor> Of(string dataset) =>
    [
        .. OverAverage(dataset),
        new(ModelNames.Weekly, ModelNames.Average, null, -0.5),
        .. Trained.Select(rival => new Floor(ModelNames.Live, rival, null, 0)),
        new(ModelNames.Live, ModelNames.Raw, -0.5),
        new(ModelNames.Weekly, ModelNames.Raw, -0.5),
        new(ModelNames.ColdStart, ModelNames.Raw, -1.5),
        .. new[] { ModelNames.Live, ModelNames.Weekly, ModelNames.ColdStart }.Select(task => new Floor(task, ModelNames.Pca, -0.5)),
    ];

    private static Floor[] OverAverage(string dataset) => dataset switch
    {
        "ml-1m" => [new(ModelNames.Live, ModelNames.Average, 2.5, 0), new(ModelNames.ColdStart, ModelNames.Average, 1.5)],
        "30music-sample" or "30music" => [new(ModelNames.Live, ModelNames.Average, 1.0, 0), new(ModelNames.ColdStart, ModelNames.Average, 0)],
        _ => [],
    };
}
