using UserRep.Grains.Vitals;

namespace UserRep.Silo.Dashboard.Feed;

/// <summary>The last five minutes of all silos, those that have gone meanwhile included: what they did is part of what was done.</summary>
internal sealed class VitalsWindow
{
    public const long LengthMs = 5 * 60_000;

    private readonly Dictionary<(string Silo, long StartedAtMs), List<VitalsSample>> _series = [];

    /// <summary>Gets the moment after which samples are wanted next: none that a silo has is left out.</summary>
    public long SinceMs { get; private set; }

    public IReadOnlyList<SiloSeries> Series => [.. _series.Select(s => new SiloSeries(s.Key.Silo, s.Key.StartedAtMs, [.. s.Value]))];

    public void Take(ClusterVitals vitals)
    {
        HashSet<(string, long)> known = [.. _series.Keys];
        foreach (SiloVitals silo in vitals.Silos)
        {
            if (!_series.TryGetValue((silo.Silo, silo.StartedAtMs), out List<VitalsSample>? samples))
            {
                _series[(silo.Silo, silo.StartedAtMs)] = samples = [];
            }

            long last = samples.Count == 0 ? long.MinValue : samples[^1].AtMs;
            samples.AddRange(silo.Samples.Where(sample => sample.AtMs > last));
        }

        Forget();

        // A silo that was not there before may have more to tell than it was asked for, and one that was silent, too.
        bool isWhole = vitals.Silent.Count == 0 && vitals.Silos.All(silo => known.Contains((silo.Silo, silo.StartedAtMs)));
        SinceMs = isWhole && vitals.Silos.Count > 0 ? vitals.Silos.Min(LastOf) : 0;
    }

    private long LastOf(SiloVitals silo) => _series.TryGetValue((silo.Silo, silo.StartedAtMs), out List<VitalsSample>? samples) ? samples[^1].AtMs : 0;

    private void Forget()
    {
        long newest = _series.Values.Where(samples => samples.Count > 0).Select(samples => samples[^1].AtMs).DefaultIfEmpty().Max();
        foreach (((string, long) key, List<VitalsSample> samples) in _series.ToArray())
        {
            samples.RemoveAll(sample => sample.AtMs < newest - LengthMs);
            if (samples.Count == 0)
            {
                _series.Remove(key);
            }
        }
    }
}
