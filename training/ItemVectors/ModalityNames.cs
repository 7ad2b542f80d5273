namespace UserRep.Training.ItemVectors;

/// <summary>The kinds of item vector that can be learned from a data set.</summary>
internal static class ModalityNames
{
    /// <summary>The catalogue's own vectors, taken as they are.</summary>
    public const string Given = "given";

    /// <summary>Items used together in one sitting.</summary>
    public const string Sitting = "sitting";

    /// <summary>Items used together anywhere in a user's history.</summary>
    public const string History = "history";

    /// <summary>Items with the same tags.</summary>
    public const string Content = "content";

    public static readonly IReadOnlyList<string> All = [Sitting, History, Content, Given];
}
