using System.CommandLine;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Embed;

/// <summary>The arguments and options of <c>embed</c>.</summary>
internal sealed class EmbedArguments
{
    private readonly Option<IReadOnlyList<TimePoint>?> _at = Parsed.Option<IReadOnlyList<TimePoint>?>(
        "--at", "TIME[,TIME...]", "The moments: 2014-01-20, 2014-01-20T09:24:42Z, milliseconds, or 60% of the events. Needed unless the data set has no times.", Moments);

    private readonly Option<string?> _users = new("--users") { Description = "Only these users: a file, one id a line.", HelpName = "FILE" };
    private readonly Option<int> _batch = Parsed.Count("--batch", "Vectors encoded at once.", 256, 1, 16_384);

    public Argument<string> Dataset { get; } = new("DATASET") { Description = "The data set folder." };

    public Option<string> Bundle { get; } = new("--bundle") { Description = "The model bundle: a folder or .zip.", HelpName = "BUNDLE", Required = true };

    public Option<string> Out { get; } = new("--out") { Description = "The Parquet file to make.", HelpName = "FILE", Required = true };

    public Option<bool> Force { get; } = new("--force") { Description = "Replace the file if it exists." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Dataset);
        foreach (Option option in new Option[] { Bundle, _at, Out, _users, _batch, Force }) command.Options.Add(option);
    }

    public EmbedRequest Request(CommandContext context, Dataset dataset, CancellationToken cancellation) => new()
    {
        Moments = Resolve(context.Get(_at), dataset, cancellation),
        Users = context.Get(_users) is { } file ? UserList.Read(file) : null,
        Batch = context.Get(_batch),
    };

    private static long[] Resolve(IReadOnlyList<TimePoint>? points, Dataset dataset, CancellationToken cancellation)
    {
        if (points is not null) return [.. points.Select(point => point.Resolve(dataset, cancellation)).Distinct().Order()];
        return dataset.Info.HasTimes
            ? throw new UserErrorException("--at is missing: say as of when, such as --at 2014-01-20 or --at 100%.")
            : [dataset.Info.LastEventMs ?? 0];
    }

    private static string? Moments(string text, out IReadOnlyList<TimePoint>? points)
    {
        List<TimePoint> read = [];
        points = read;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (TimePoint.Read(part, out TimePoint point) is { } mistake) return mistake;
            read.Add(point);
        }

        return read.Count == 0 ? "give one moment at least." : null;
    }
}
