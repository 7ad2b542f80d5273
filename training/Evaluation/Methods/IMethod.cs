using UserRep.Training.Cli;

namespace UserRep.Training.Evaluation.Methods;

/// <summary>
/// One way to answer the questions. Learns from events before the fit's end and from labels of training cuts, chooses its settings on
/// validation cuts, and never reads a label of a test or check cut.
/// </summary>
internal interface IMethod
{
    /// <summary>Gets the name in the report: lower case, no spaces.</summary>
    string Name { get; }

    /// <summary>Tries the method's settings on validation cuts and keeps the best.</summary>
    /// <returns>The settings tried, each with its mean validation AUC over the tasks; at least one.</returns>
    IReadOnlyList<TriedSetting> Tune(MethodContext context, IProgressReporter progress, CancellationToken cancellation);

    /// <summary>Answers every example with the tuned settings.</summary>
    /// <param name="context">The data.</param>
    /// <param name="seed">Seed of everything random; methods without randomness ignore it.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>A score per example, higher for more likely; comparable within one task.</returns>
    float[] Score(MethodContext context, int seed, CancellationToken cancellation);
}
