namespace UserRep.Training.Cli;

/// <summary>Where long work says how far it is. Libraries take this, never a console.</summary>
internal interface IProgressReporter
{
    /// <summary>Starts a stage; disposing it ends it.</summary>
    /// <param name="title">What is done, in a few words: "Reading events".</param>
    /// <param name="total">How much there is in all, or null if it is not known.</param>
    /// <param name="unit">What is counted: "events", "bytes".</param>
    IProgressStage Start(string title, long? total = null, string unit = "");
}
