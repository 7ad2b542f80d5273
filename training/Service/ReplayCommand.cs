using System.CommandLine;
using System.Globalization;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Service;

/// <summary><c>replay</c>: a data set's events into a running service.</summary>
internal static class ReplayCommand
{
    public static CliCommand Create()
    {
        CliCommand command = new("replay", "Send a data set's events to a running service. Stopped and run again, it goes on where it was; sent again, nothing changes.")
        {
            Examples =
            [
                "replay data/ml-1m",
                "replay data/ml-1m --from 2000-11-19 --to http://127.0.0.1:5080",
                "replay data/simulated --speed 3600x",
                "replay data/simulated --from 90% --write events.ndjson.gz",
            ],
        };
        Argument<string> folder = new("DATASET") { Description = "The data set folder." };
        Option<double?> speed = Parsed.Option<double?>("--speed", "max|1x|60x", "How many times faster than it happened. [default: max]", ReadSpeed);
        Option<TimePoint?> from = Parsed.Option<TimePoint?>("--from", "TIME", "Only events at or after this moment.", ReadPoint);
        Option<TimePoint?> until = Parsed.Option<TimePoint?>("--until", "TIME", "Only events before this moment.", ReadPoint);
        Option<int> batch = Parsed.Count("--batch", "Events in a request.", new ReplayRequest().BatchEvents, 1, 1_000);
        Option<int> lanes = Parsed.Count("--lanes", "Requests under way at once.", new ReplayRequest().Lanes, 1, 64);
        Option<bool> fresh = new("--fresh") { Description = "Begin anew, though an earlier replay was stopped." };
        Option<string?> write = new("--write") { Description = "Write the events to this file, one a line as JSON, compressed, instead of sending them.", HelpName = "FILE.ndjson.gz" };
        ServiceOptions service = new();
        command.Add(folder);
        command.Add(write);
        command.Add(speed);
        command.Add(from);
        command.Add(until);
        command.Add(batch);
        command.Add(lanes);
        command.Add(fresh);
        service.AddTo(command);
        command.Handle((context, cancellation) =>
        {
            Dataset dataset = Dataset.Open(context.Get(folder));
            if (!dataset.Info.HasTimes)
            {
                throw new UserErrorException($"{dataset.Folder} has no times, so its events have no order. Replay a data set with times.");
            }

            ReplayRequest request = new()
            {
                Speed = context.Get(speed),
                FromMs = context.Get(from)?.Resolve(dataset, cancellation) ?? long.MinValue,
                UntilMs = context.Get(until)?.Resolve(dataset, cancellation) ?? long.MaxValue,
                BatchEvents = context.Get(batch),
                Lanes = context.Get(lanes),
            };
            if (context.Get(write) is { } file)
            {
                long written = ReplayFile.Write(dataset, request, file, cancellation);
                context.Terminal.Result(new { File = file, Events = written }, $"{written:N0} events are in {file}.");
                return;
            }

            string key = string.Create(CultureInfo.InvariantCulture, $"{service.Address(context)} {request.FromMs} {request.UntilMs} {dataset.Info.Events}{(request.Speed is null ? "" : " in the order of time")}");
            ReplayCursor cursor = ReplayCursor.Open(Path.Combine(dataset.Folder, "replay.json"), key, context.Get(fresh));
            using ServiceConnection connection = service.Connect(context);
            ReplayResult result = new ReplayRun(dataset, connection, request, cursor, TimeProvider.System).RunAsync(context.Terminal.Progress, cancellation).GetAwaiter().GetResult();
            context.Terminal.Result(result, result.InWords());
        });
        return command;
    }

    private static string? ReadSpeed(string text, out double? speed)
    {
        speed = null;
        if (text == "max")
        {
            return null;
        }

        bool read = double.TryParse(text.TrimEnd('x'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double times) && times > 0;
        speed = read ? times : null;
        return read ? null : $"'{text}' is no speed: give max, or how many times faster, such as 1x or 3600x.";
    }

    private static string? ReadPoint(string text, out TimePoint? point)
    {
        string? mistake = TimePoint.Read(text, out TimePoint read);
        point = read;
        return mistake;
    }
}
