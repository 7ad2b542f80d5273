using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.EventLog.Events;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>Holds the ledger against the log: what was acknowledged is there once, at its place; nothing is there that nobody sent.</summary>
internal static class LedgerCheck
{
    public static Findings Check(Ledger ledger, Logged logged)
    {
        List<string> broken = [.. ledger.Broken, .. logged.Wrong];
        Dictionary<(string, string), List<long>> there = [];
        foreach (LogEvent e in logged.Users.Values.SelectMany(events => events))
        {
            (string, string) id = (e.Event!.UserId, e.Event.EventId);
            there[id] = [.. there.GetValueOrDefault(id, []), e.Offset];
            if (!ledger.Events.TryGetValue(id, out SentEvent sent))
            {
                broken.Add($"I1: {id} is in the log, and nobody sent it.");
            }
            else if (sent is { Position: null, MayBeThere: false })
            {
                broken.Add($"I1: {id} is in the log, and whoever sent it was told that it was not taken.");
            }
        }

        int lost = 0;
        foreach (((string, string) id, SentEvent sent) in ledger.Events)
        {
            if (sent.Position is { } position && !there.GetValueOrDefault(id, []).Contains(position))
            {
                lost++;
                broken.Add($"I1: {id} was acknowledged at {position}, and is not there.");
            }
        }

        return new Findings(
            ledger.Acknowledged,
            lost,
            there.Values.Sum(offsets => offsets.Count - 1),
            ledger.Events.Values.Count(e => e is { Position: null, MayBeThere: true }),
            broken);
    }
}
