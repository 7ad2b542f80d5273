namespace UserRep.Training.Evaluation.Reports;

/// <summary>How one model did on one task.</summary>
internal sealed record ModelFigures(double Auc, double AucLow, double AucHigh, double Accuracy);
