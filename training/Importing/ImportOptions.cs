using System.CommandLine;
using System.Globalization;
using UserRep.Training.Cli;

namespace UserRep.Training.Importing;

/// <summary>Options that every import has.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string> _out = new("--out") { Description = "The data set folder to make.", Required = true, HelpName = "DATASET" };

    private readonly Option<string?> _name;

    private readonly string? _defaultName;

    private readonly Option<bool> _force = new("--force") { Description = "Replace a data set that is there already." };

    private readonly Option<double> _maxBad = new("--max-bad")
    {
        Description = "Stop when more than this share of a file's rows cannot be used.",
        HelpName = "SHARE",
        CustomParser = result => Share(result),
        DefaultValueFactory = _ => 0.01,
    };

    /// <param name="command">The command that gets them.</param>
    /// <param name="defaultName">The data set's name unless another is given; null: the name of its folder.</param>
    public ImportOptions(Command command, string? defaultName = null)
    {
        _name = new Option<string?>("--name") { Description = $"The data set's name. Default: {defaultName ?? "the name of its folder"}.", HelpName = "NAME" };
        _defaultName = defaultName;
        foreach (Option option in new Option[] { _out, _name, _force, _maxBad }) command.Options.Add(option);
    }

    public double MaxBad(CommandContext context) => context.Get(_maxBad);

    public ImportTarget Target(CommandContext context)
    {
        string folder = context.Get(_out);
        string name = context.Get(_name) ?? _defaultName ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new ImportTarget(folder, name, context.Get(_force));
    }

    private static double Share(System.CommandLine.Parsing.ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        bool percent = text.EndsWith('%');
        bool read = double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        double share = percent ? number / 100 : number;
        if (!read || !(share is >= 0 and <= 1)) result.AddError($"--max-bad '{text}' is not a share: write 1% or 0.01.");
        return share;
    }
}
