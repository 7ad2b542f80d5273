using UserRep.Training.Cli;

namespace UserRep.Training.Importing;

/// <summary><c>import</c>: brings data of others into the form of a data set.</summary>
internal static class ImportCommand
{
    public static CliCommand Create() => new("import", "Turn files of events, items and users into a data set.")
    {
    };
}
