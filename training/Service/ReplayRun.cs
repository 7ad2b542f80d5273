using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.Service;

/// <summary>
/// Sends a data set's events. As fast as the service takes them, user after user, streamed; or at the pace they happened, all users
/// together in the order of time, for which they are held in memory. Either way a user's events go in order, on one lane.
/// </summary>
internal sealed class ReplayRun(Dataset dataset, ServiceConnection service, ReplayRequest request, ReplayCursor cursor, TimeProvider time)
{
    private const int WaitingPerLane = 8;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly ReplayedEvents _events = new(dataset, request);
    private long _sent;
    private long _duplicates;

    public async Task<ReplayResult> RunAsync(IProgressReporter progress, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        using IProgressStage stage = progress.Start("Sending events", dataset.Info.Users, "users");
        Channel<Batch>[] lanes = [.. Enumerable.Range(0, request.Lanes).Select(_ => Channel.CreateBounded<Batch>(WaitingPerLane))];
        Task sending = Task.WhenAll(lanes.Select(lane => SendAsync(lane.Reader, cancellation)));
        long users = 0;
        try
        {
            users = request.Speed is { } speed ? await PaceAsync(lanes, speed, stage, cancellation).ConfigureAwait(false) : await StreamAsync(lanes, stage, sending, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Array.ForEach(lanes, lane => lane.Writer.TryComplete());
            try
            {
                await sending.ConfigureAwait(false);
            }
            finally
            {
                cursor.Save();
            }
        }

        cursor.Delete();
        return new ReplayResult(users, _sent, _sent - _duplicates, _duplicates, time.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<long> StreamAsync(Channel<Batch>[] lanes, IProgressStage stage, Task sending, CancellationToken cancellation)
    {
        Batch[] open = [.. lanes.Select(_ => new Batch())];
        long number = -1;
        long before = cursor.UsersDone;
        foreach (UserHistory user in dataset.ReadUsers(cancellation))
        {
            number++;
            stage.Advance();
            if (number < before)
            {
                continue;
            }

            int lane = (int)(number % lanes.Length);
            foreach ((_, byte[] json) in _events.Of(user))
            {
                open[lane].Events.Add(json);
                if (open[lane].Events.Count == request.BatchEvents)
                {
                    await HandOnAsync(lanes[lane], open[lane], sending, cancellation).ConfigureAwait(false);
                    open[lane] = new Batch();
                }
            }

            open[lane].Users.Add(number);
            if (number % 10_000 == 0)
            {
                cursor.Save();
            }
        }

        for (int lane = 0; lane < lanes.Length; lane++)
        {
            await HandOnAsync(lanes[lane], open[lane], sending, cancellation).ConfigureAwait(false);
        }

        return number + 1;
    }

    private async Task<long> PaceAsync(Channel<Batch>[] lanes, double speed, IProgressStage stage, CancellationToken cancellation)
    {
        List<(long TimeMs, int Lane, byte[] Json)> all = [];
        int users = 0;
        foreach (UserHistory user in dataset.ReadUsers(cancellation))
        {
            all.AddRange(_events.Of(user).Select(e => (e.TimeMs, users % lanes.Length, e.Json)));
            users++;
            stage.Advance();
        }

        (long TimeMs, int Lane, byte[] Json)[] inTime = [.. all.OrderBy(e => e.TimeMs)];
        long started = time.GetTimestamp();
        for (int i = 0; i < inTime.Length;)
        {
            double reached = inTime[0].TimeMs + (time.GetElapsedTime(started).TotalMilliseconds * speed);
            Batch[] due = [.. lanes.Select(_ => new Batch())];
            for (; i < inTime.Length && inTime[i].TimeMs <= reached && due[inTime[i].Lane].Events.Count < request.BatchEvents; i++)
            {
                due[inTime[i].Lane].Events.Add(inTime[i].Json);
            }

            for (int lane = 0; lane < lanes.Length; lane++)
            {
                if (due[lane].Events.Count > 0)
                {
                    await lanes[lane].Writer.WriteAsync(due[lane], cancellation).ConfigureAwait(false);
                }
            }

            stage.Note($"{i:N0} of {inTime.Length:N0} events");
            await Task.Delay(_pause, time, cancellation).ConfigureAwait(false);
        }

        return users;
    }

    /// <summary>A lane that failed takes nothing any more; then its error is the one to tell.</summary>
    private static async Task HandOnAsync(Channel<Batch> lane, Batch batch, Task sending, CancellationToken cancellation)
    {
        Task writing = lane.Writer.WriteAsync(batch, cancellation).AsTask();
        if (await Task.WhenAny(writing, sending).ConfigureAwait(false) == sending)
        {
            await sending.ConfigureAwait(false);
        }

        await writing.ConfigureAwait(false);
    }

    private async Task SendAsync(ChannelReader<Batch> lane, CancellationToken cancellation)
    {
        await foreach (Batch batch in lane.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            if (batch.Events.Count > 0)
            {
                JsonElement answer = await service.SendAsync(() => Request(batch), cancellation).ConfigureAwait(false);
                Interlocked.Add(ref _duplicates, answer.GetProperty("events").EnumerateArray().Count(e => e.GetProperty("duplicate").GetBoolean()));
                Interlocked.Add(ref _sent, batch.Events.Count);
            }

            batch.Users.ForEach(cursor.Done);
        }
    }

    private static HttpRequestMessage Request(Batch batch)
    {
        byte[] lines = new byte[batch.Events.Sum(e => e.Length + 1)];
        int at = 0;
        foreach (byte[] e in batch.Events)
        {
            e.CopyTo(lines, at);
            at += e.Length;
            lines[at++] = (byte)'\n';
        }

        return new HttpRequestMessage(HttpMethod.Post, "v1/events")
        {
            Content = new ByteArrayContent(lines) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } },
        };
    }

    private sealed class Batch
    {
        public List<byte[]> Events { get; } = [];

        /// <summary>Users whose last event is in this batch or in an earlier one of the lane.</summary>
        public List<long> Users { get; } = [];
    }
}
