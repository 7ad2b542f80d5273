namespace UserRep.Training.Evaluation.Reports;

/// <summary>How well one model's vectors tell an attribute: AUC is the mean over classes of one against rest, log loss in nats.</summary>
internal sealed record TransferModelFigures(
    double Auc, double AucLow, double AucHigh, double Accuracy, double AccuracyLow, double AccuracyHigh, double LogLoss);
