using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Silo.Dashboard.Consumers;

/// <summary>Who keeps what from happening.</summary>
internal static class ConsumerBlocks
{
    /// <returns>What a consumer keeps from happening, in words; nothing for most.</returns>
    public static IEnumerable<string> Of(ConsumerStatus consumer, IReadOnlyList<VersionSummary> versions, IReadOnlyList<SwitchInfo> switches)
    {
        foreach (SwitchInfo late in switches.Where(s => s.Late.Contains(consumer.Consumer.Name, StringComparer.Ordinal)))
        {
            yield return $"late for the switch to {late.To}";
        }

        foreach (VersionSummary needed in versions.Where(v => v.State == VersionState.Draining && consumer.IsLive && (consumer.Reads == v.Version || consumer.Consumer.Pin == v.Version)))
        {
            yield return $"keeps {needed.Version} from being retired";
        }
    }
}
