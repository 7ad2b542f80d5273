namespace UserRep.Training.Cli;

/// <summary>A mistake in what the user gave (a file, an option, a data set): printed as one paragraph without a stack, exit code 1.</summary>
/// <param name="message">One paragraph: what is wrong, where, and what to do about it.</param>
/// <param name="inner">The cause, if another error led to this one.</param>
internal class UserErrorException(string message, Exception? inner = null) : Exception(message, inner);
