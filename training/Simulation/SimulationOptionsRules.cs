using System.Globalization;
using UserRep.Training.Cli;

namespace UserRep.Training.Simulation;

/// <summary>Checks <see cref="SimulationOptions"/> and reports every mistake at once.</summary>
internal static class SimulationOptionsRules
{
    private const int MaxUsers = 100_000_000;
    private const int MinItems = 100;
    private const int MaxItems = 5_000_000;
    private const int MaxDays = 3_650;
    private const double MinMeanEvents = 10;

    // Above this a listener of average activity would hear music through the night as well.
    private const double MaxMeanEventsPerDay = 40;

    private static readonly DateOnly FirstStart = new(1971, 1, 1);
    private static readonly DateOnly LastStart = new(2100, 1, 1);

    /// <exception cref="UserErrorException">Names each wrong option, its value and the remedy, one a line.</exception>
    public static void Check(SimulationOptions options)
    {
        string[] problems = [.. Problems(options)];
        if (problems.Length > 0)
            throw new UserErrorException(string.Join(Environment.NewLine, problems));
    }

    private static IEnumerable<string> Problems(SimulationOptions options)
    {
        if (options.Users is < 1 or > MaxUsers)
            yield return Problem("--users", options.Users, $"give 1 to {MaxUsers:N0}");
        if (options.Items is < MinItems or > MaxItems)
            yield return Problem("--items", options.Items, $"give {MinItems:N0} to {MaxItems:N0}");
        bool daysAreWrong = options.Days is < 1 or > MaxDays;
        if (daysAreWrong)
            yield return Problem("--days", options.Days, $"give 1 to {MaxDays:N0}");
        if (options.Start < FirstStart || options.Start > LastStart)
            yield return Problem("--start", options.Start, $"give a date from {Text(FirstStart)} to {Text(LastStart)}");
        if (!(options.MeanEventsPerUser >= MinMeanEvents))
            yield return Problem("--events", options.MeanEventsPerUser, $"a first session alone has some: give at least {MinMeanEvents}");
        else if (!daysAreWrong && options.MeanEventsPerUser > MaxMeanEventsPerDay * options.Days)
            yield return Problem("--events", options.MeanEventsPerUser, TooManyEvents(options.Days));
    }

    private static string TooManyEvents(int days) =>
        $"{days} days hold at most {Text(MaxMeanEventsPerDay * days)} a user: give fewer events or more --days";

    private static string Problem(string option, IFormattable value, string remedy) => $"{option} is {Text(value)}: {remedy}.";

    private static string Text(IFormattable value) =>
        value.ToString(value is DateOnly ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture);
}
