using UserRep.Grains.Versions.Retirements;
using UserRep.Grains.Versions.Switches;
using UserRep.Silo.Dashboard.Charts;

namespace UserRep.Silo.Dashboard.Consumers;

/// <summary>Who keeps what from happening, by the rules by which it happens.</summary>
internal static class ConsumerBlocks
{
    /// <returns>What a consumer keeps from happening, in words; nothing for most.</returns>
    public static IEnumerable<string> Of(string consumer, IReadOnlyList<RetirementNeeds> retirements, IReadOnlyList<SwitchInfo> switches, DateTimeOffset now)
    {
        foreach (SwitchInfo late in switches.Where(s => s.Late.Contains(consumer, StringComparer.Ordinal)))
        {
            yield return $"late for the switch to {late.To}";
        }

        foreach (RetirementNeeds needs in retirements)
        {
            if (needs.Readers.Contains(consumer, StringComparer.Ordinal))
            {
                yield return $"keeps {needs.Version} from being retired";
            }
            else if (needs.LastReaders.FirstOrDefault(reader => reader.Consumer == consumer) is { } reader && needs.Window - (now - reader.At) is { Ticks: > 0 } left)
            {
                yield return $"has read {needs.Version} {Say.Ago(reader.At, now)} and keeps it from being retired for {Say.Time(left.TotalSeconds)} more";
            }
        }
    }

    /// <summary>Who has read a version lately, registered or not.</summary>
    public static string Lately(RetirementNeeds needs, DateTimeOffset now) => needs.LastReaders.Count == 0
        ? "nobody"
        : string.Join(", ", needs.LastReaders.Select(reader => $"{(reader.Consumer.Length > 0 ? reader.Consumer : "somebody without a name")} {Say.Ago(reader.At, now)}"));

    /// <summary>When a version can be retired.</summary>
    public static string When(RetirementNeeds needs) => (needs.Readers.Length > 0, needs.Left > TimeSpan.Zero) switch
    {
        (false, false) => "now",
        (true, false) => "when nobody would read it any more",
        (false, true) => $"in {Say.Time(needs.Left.TotalSeconds)}, if nobody reads it until then",
        _ => $"when nobody would read it any more, and nobody has for {Say.Time(needs.Window.TotalSeconds)}",
    };
}
