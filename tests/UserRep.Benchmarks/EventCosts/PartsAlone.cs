using UserRep.Benchmarks.EventLog;
using UserRep.Benchmarks.Service;
using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Model.Bundles;
using UserRep.Model.Features;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>Parts of an event's way, each alone in this process, with the model and the kind of events that the service has.</summary>
internal sealed class PartsAlone : IAsyncDisposable
{
    private const int Folded = 50_000;
    private const int Encoded = 10_000;
    private const long Start = 1_700_000_000_000;

    private readonly BareLog _bare;
    private readonly ModelBundle _bundle = ModelBundle.Open(Path.Combine(AppContext.BaseDirectory, "Demo", "demo.zip"));
    private readonly FeatureSpace _space;
    private readonly (FeatureState State, LogEvent Event)[] _events;

    private PartsAlone(BareLog bare)
    {
        _bare = bare;
        _space = new FeatureSpace(_bundle.FeatureSpace, _bundle.Spec, _bundle.Items);
        Random random = new(5);
        Dictionary<string, FeatureState> states = new(StringComparer.Ordinal);
        _events = [.. Enumerable.Range(1, Folded).Select(i => Drawn(states, random, i))];
    }

    /// <summary>With a log that has taken in as many events as the service's: the longer it is, the more an append costs.</summary>
    public static async Task<PartsAlone> StartAsync(int events, CancellationToken cancellation)
    {
        PartsAlone parts = new(await BareLog.OpenAsync(cancellation));
        await parts.MeasureAsync(events, vectorsPerRun: 1, cancellation);
        return parts;
    }

    /// <summary>Has the log take in as many events as the service's did meanwhile.</summary>
    public Task AppendAsync(int events, CancellationToken cancellation) => new LogLoad(EventsLoad.Callers, EventsLoad.Batch, Load.SkewedEvent).RateAsync(_bare.Log, events, cancellation);

    /// <param name="events">How many events to append.</param>
    /// <param name="vectorsPerRun">How many vectors to compute in one run of the model.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<PartsCost> MeasureAsync(int events, int vectorsPerRun, CancellationToken cancellation)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await AppendAsync(events, cancellation);
        double append = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / events;

        // What it takes to make the events up is none of the log's.
        Random random = new(1);
        append -= Microseconds(events, () => Repeat(events, () => Load.SkewedEvent(random)));
        float[] features = new float[vectorsPerRun * _space.Layout.Length];
        float[] vectors = new float[vectorsPerRun * _bundle.Encoder.Dimension];
        double fold = Microseconds(Folded, Fold);
        double vectorize = Microseconds(Folded, () => Vectorize(features));
        int runs = (Encoded + vectorsPerRun - 1) / vectorsPerRun;
        return new PartsCost(append, fold, vectorize, Microseconds(runs * vectorsPerRun, () => Repeat(runs, () => _bundle.Encoder.Encode(features, vectors, vectorsPerRun))));
    }

    public async ValueTask DisposeAsync()
    {
        await _bare.DisposeAsync();
        _bundle.Dispose();
    }

    private static double Microseconds(int operations, Action work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / operations;
    }

    private static void Repeat(int times, Action work)
    {
        for (int i = 0; i < times; i++)
        {
            work();
        }
    }

    private (FeatureState State, LogEvent Event) Drawn(Dictionary<string, FeatureState> states, Random random, int number)
    {
        Client.UserEvent drawn = Load.SkewedEvent(random);
        if (!states.TryGetValue(drawn.UserId, out FeatureState? state))
        {
            states.Add(drawn.UserId, state = new FeatureState(_space.Layout));
        }

        NewEvent e = new() { EventId = drawn.EventId, UserId = drawn.UserId, Type = drawn.Type, ItemId = drawn.ItemId, TimestampMs = Start + number, ReceivedAtMs = Start + number };
        return (state, new LogEvent { Partition = 0, Offset = number, Prev = 0, Event = e });
    }

    private void Fold()
    {
        foreach ((FeatureState state, LogEvent logged) in _events)
        {
            _space.Fold(state, logged);
        }
    }

    /// <summary>Leaves the features of some users, as many as a run of the model takes.</summary>
    private void Vectorize(float[] features)
    {
        int width = _space.Layout.Length;
        int rows = features.Length / width;
        for (int i = 0; i < _events.Length; i++)
        {
            _space.Vectorizer.Vectorize(_events[i].State, Start + Folded, features.AsSpan(i % rows * width, width));
        }
    }
}
