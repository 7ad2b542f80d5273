using UserRep.Training.Cli;

namespace UserRep.Training.Datasets;

/// <summary>A data set folder that is missing, damaged or not what it says.</summary>
/// <param name="file">The file at fault.</param>
/// <param name="reason">What is wrong with it, without a full stop.</param>
/// <param name="remedy">What to do, a sentence.</param>
/// <param name="inner">The cause, if another error led to this one.</param>
internal sealed class DatasetException(string file, string reason, string remedy, Exception? inner = null)
    : UserErrorException($"{file}: {reason}. {remedy}", inner)
{
    public string File { get; } = file;

    public string Reason { get; } = reason;

    public string Remedy { get; } = remedy;
}
