namespace UserRep.Training.Evaluation.Methods;

/// <summary>One setting of a method and how it did on validation cuts.</summary>
/// <param name="Description">The setting in words, such as <c>factors=48 alpha=20</c>.</param>
/// <param name="ValidationAuc">Mean AUC over the tasks.</param>
internal sealed record TriedSetting(string Description, double ValidationAuc);
