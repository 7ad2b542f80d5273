namespace UserRep.Training.Evaluation.Reports;

/// <summary>The names of models and tasks in reports.</summary>
internal static class ModelNames
{
    public const string UserRep = "userrep";
    public const string Average = "average";
    public const string Raw = "raw";
    public const string Pca = "pca";

    public const string Live = "live";
    public const string Weekly = "weekly";
    public const string ColdStart = "coldStart";

    /// <summary>All models but ours; none when ours is not among them, since gains are of ours.</summary>
    public static IEnumerable<string> Rivals(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Contains(UserRep) ? all.Where(n => n != UserRep) : [];
    }

    /// <summary>A model's or task's name for people.</summary>
    public static string Title(string name) => name switch
    {
        UserRep => "UserRep",
        Average => "average",
        "averagePlus" => "average + counts",
        Raw => "raw features",
        Pca => "PCA-120",
        "popularity" => "popularity",
        "cosine" => "cosine, untrained",
        "mf" => "matrix factors",
        "lightfm" => "LightFM style",
        "dlrm" => "DLRM style",
        "multvae" => "multinomial VAE",
        Live => "Live",
        Weekly => "Weekly",
        ColdStart => "Cold start",
        _ => name,
    };
}
