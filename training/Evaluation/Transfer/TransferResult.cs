using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Transfer;

/// <summary>How well each method's vectors tell one attribute.</summary>
/// <param name="Task">The attribute.</param>
/// <param name="MajorityAccuracy">What always naming the largest class gets.</param>
/// <param name="Auc">Mean over the classes of one against rest.</param>
/// <param name="Accuracy">Share of users whose class was told.</param>
/// <param name="LogLoss">Mean negative log probability of the true class, in nats; lower is better.</param>
internal sealed record TransferResult(
    TransferTask Task, double MajorityAccuracy, PairedReplicates Auc, PairedReplicates Accuracy, PairedReplicates LogLoss);
