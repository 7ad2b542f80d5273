using System.CommandLine;
using System.CommandLine.Parsing;

namespace UserRep.Training.Cli;

/// <summary>Options whose text is read and checked while the command line is, so that mistakes are usage errors.</summary>
internal static class Parsed
{
    /// <summary>Reads an option's text; gives the value, or what is wrong with it.</summary>
    public delegate string? Reader<T>(string text, out T value);

    public static Option<T> Option<T>(string name, string form, string description, Reader<T> read) => new(name)
    {
        Description = description,
        HelpName = form,
        CustomParser = result => Read(result, name, read),
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Count(string name, string description, int value, int least, int most)
    {
        Option<int> option = new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1 || !int.TryParse(result.Tokens[0].Value, out int number) || (number >= least && number <= most)) return;
            result.AddError($"{name} is {number}: give a number from {least} to {most}.");
        });
        return option;
    }

    private static T Read<T>(ArgumentResult result, string name, Reader<T> read)
    {
        if (read(result.Tokens[0].Value, out T value) is { } mistake) result.AddError($"{name}: {mistake}");
        return value;
    }
}
