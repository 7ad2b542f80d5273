using UserRep.Training.Cli;

namespace UserRep.Training.Importing;

/// <summary>An input file that cannot be read, or not with these options.</summary>
/// <param name="file">The file at fault.</param>
/// <param name="reason">What is wrong, with line, field and value where there are any; without a full stop.</param>
/// <param name="remedy">What to do, a sentence.</param>
/// <param name="inner">The cause, if another error led to this one.</param>
internal sealed class ImportException(string file, string reason, string remedy, Exception? inner = null)
    : UserErrorException($"{file}: {reason}. {remedy}", inner);
