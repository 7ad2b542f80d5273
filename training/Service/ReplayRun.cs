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
    private static readonly TimeSpan _saveInterval = TimeSpan.FromSeconds(5);

    private readonly ReplayedEvents _events = new(dataset, request);
    private long _sent;
    private long _duplicates;
    private long _saved = time.GetTimestamp();

    public async Task<ReplayResult> RunAsync(IProgressReporter progress, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        using IProgressStage stage = progress.Start("Sending events", dataset.Info.Users, "users");
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Channel<Batch>[] lanes = [.. Enumerable.Range(0, request.Lanes).Select(_ => Channel.CreateBounded<Batch>(WaitingPerLane))];
        Task sending = Task.WhenAll(lanes.Select(lane => SendAsync(lane.Reader, ends)));
        long users = 0;
        try
        {
            users = request.Speed is { } speed ? await PaceAsync(lanes, speed, stage, ends.Token).ConfigureAwait(false) : await StreamAsync(lanes, stage, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A lane failed; it tells why.
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

    private async Task<long> StreamAsync(Channel<Batch>[] lanes, IProgressStage stage, CancellationToken cancellation)
    {
        Batch[] open = [.. lanes.Select(_ => new Batch())];
        long number = -1;
        long before = cursor.Reached;
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
                    await lanes[lane].Writer.WriteAsync(open[lane], cancellation).ConfigureAwait(false);
                    open[lane] = new Batch();
                }
            }

            open[lane].Done.Add(number);
            SaveNowAndThen();
        }

        for (int lane = 0; lane < lanes.Length; lane++)
        {
            await lanes[lane].Writer.WriteAsync(open[lane], cancellation).ConfigureAwait(false);
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
        int next = (int)Math.Min(cursor.Reached, inTime.Length);
        long begunMs = next < inTime.Length ? inTime[next].TimeMs : 0;
        long begun = time.GetTimestamp();
        while (next < inTime.Length)
        {
            double reached = begunMs + (time.GetElapsedTime(begun).TotalMilliseconds * speed);
            Batch[] due = [.. lanes.Select(_ => new Batch())];
            for (; next < inTime.Length && inTime[next].TimeMs <= reached && due[inTime[next].Lane].Events.Count < request.BatchEvents; next++)
            {
                due[inTime[next].Lane].Events.Add(inTime[next].Json);
                due[inTime[next].Lane].Done.Add(next);
            }

            for (int lane = 0; lane < lanes.Length; lane++)
            {
                if (due[lane].Events.Count > 0)
                {
                    await lanes[lane].Writer.WriteAsync(due[lane], cancellation).ConfigureAwait(false);
                }
            }

            stage.Note($"{next:N0} of {inTime.Length:N0} events");
            SaveNowAndThen();
            await Task.Delay(_pause, time, cancellation).ConfigureAwait(false);
        }

        return users;
    }

    /// <summary>One lane that fails ends the others, and the reading: there is no going on without its users.</summary>
    private async Task SendAsync(ChannelReader<Batch> lane, CancellationTokenSource ends)
    {
        try
        {
            await foreach (Batch batch in lane.ReadAllAsync(ends.Token).ConfigureAwait(false))
            {
                await SendAsync(batch, ends.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            await ends.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task SendAsync(Batch batch, CancellationToken cancellation)
    {
        if (batch.Events.Count > 0)
        {
            JsonElement answer = await service.SendAsync(() => Request(batch), cancellation).ConfigureAwait(false);
            Interlocked.Add(ref _duplicates, answer.GetProperty("events").EnumerateArray().Count(e => e.GetProperty("duplicate").GetBoolean()));
            Interlocked.Add(ref _sent, batch.Events.Count);
        }

        batch.Done.ForEach(cursor.Done);
    }

    private void SaveNowAndThen()
    {
        if (time.GetElapsedTime(_saved) >= _saveInterval)
        {
            cursor.Save();
            _saved = time.GetTimestamp();
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

        /// <summary>What is wholly sent with this batch: users whose last event is in it or in an earlier one of the lane, or events.</summary>
        public List<long> Done { get; } = [];
    }
}
