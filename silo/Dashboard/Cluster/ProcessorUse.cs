using UserRep.Grains.Vitals;

namespace UserRep.Silo.Dashboard.Cluster;

/// <summary>How many cores each silo keeps busy, between two looks.</summary>
internal sealed class ProcessorUse
{
    private readonly Dictionary<(string, long), (DateTimeOffset At, double Seconds)> _last = [];
    private readonly Dictionary<string, double> _cores = [];

    public void Take(ClusterVitals vitals, DateTimeOffset at)
    {
        foreach (SiloVitals silo in vitals.Silos)
        {
            (string, long) life = (silo.Silo, silo.StartedAtMs);
            if (_last.TryGetValue(life, out (DateTimeOffset At, double Seconds) last) && at > last.At)
            {
                _cores[silo.Silo] = (silo.ProcessorSeconds - last.Seconds) / (at - last.At).TotalSeconds;
            }

            _last[life] = (at, silo.ProcessorSeconds);
        }
    }

    /// <returns>Cores; since the silo's start until there have been two looks.</returns>
    public double Of(SiloVitals silo, DateTimeOffset at)
    {
        if (_cores.TryGetValue(silo.Silo, out double cores))
        {
            return cores;
        }

        double seconds = (at.ToUnixTimeMilliseconds() - silo.StartedAtMs) / 1_000.0;
        return seconds > 0 ? silo.ProcessorSeconds / seconds : 0;
    }
}
