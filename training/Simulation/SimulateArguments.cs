using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UserRep.Training.Cli;

namespace UserRep.Training.Simulation;

/// <summary>The options of the <c>simulate</c> command.</summary>
internal sealed class SimulateArguments
{
    private static readonly SimulationOptions Defaults = new();

    private readonly Option<int> _users = Number("--users", "How many listeners.", Defaults.Users);
    private readonly Option<int> _items = Number("--items", "How many tracks.", Defaults.Items);
    private readonly Option<int> _days = Number("--days", "How many days.", Defaults.Days);
    private readonly Option<double> _events = Number("--events", "Events of a listener, on average.", Defaults.MeanEventsPerUser);
    private readonly Option<long> _seed = Number("--seed", "The same seed and options give the same data, bit for bit.", Defaults.Seed);

    // No default value but in words: the help would print it in another form than the one to type.
    private readonly Option<DateOnly?> _start = new("--start")
    {
        Description = $"The first day, from midnight UTC. [default: {Defaults.Start:yyyy-MM-dd}]",
        HelpName = "YYYY-MM-DD",
        CustomParser = ParseDate,
    };

    public Option<string> Out { get; } = new("--out")
    {
        Description = "The data set folder to make.",
        HelpName = "DATASET",
        Required = true,
    };

    public Option<bool> Force { get; } = new("--force") { Description = "Replace the data set if it exists." };

    public IEnumerable<Option> All => [_users, _items, _days, _events, _start, _seed, Out, Force];

    public SimulationOptions Read(CommandContext context) => new()
    {
        Users = context.Get(_users),
        Items = context.Get(_items),
        Days = context.Get(_days),
        MeanEventsPerUser = context.Get(_events),
        Start = context.Get(_start) ?? Defaults.Start,
        Seed = context.Get(_seed),
    };

    private static DateOnly? ParseDate(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            return date;
        result.AddError($"--start is '{text}': give a day as 2025-01-31.");
        return null;
    }

    private static Option<T> Number<T>(string name, string description, T value) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
}
