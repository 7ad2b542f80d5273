using UserRep.Client;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>Everything that was ever sent is sent again, several times, with the ids it had: it is said to be there already, at the place it has.</summary>
internal sealed class Redelivery : ClusterFault
{
    private const int Batch = 200;

    public override string Name => "redelivery";

    protected override async Task InflictAsync(ClusterRun run)
    {
        await using UserRepClient client = run.Cluster.Silos[run.Random.Next(3)].Client();
        int duplicates = 0;
        for (int time = 0; time < run.Setting.Long(3, 1); time++)
        {
            foreach ((string User, string Event)[] some in run.Ledger.Events.Where(e => e.Value.Position is not null).Select(e => e.Key).ToArray().Chunk(Batch))
            {
                // Another payload: an id is an id.
                UserEvent[] again = [.. some.Concat(some.Take(20)).Select(e => new UserEvent { UserId = e.User, EventId = e.Event, Type = "skip", ItemId = "item-9" })];
                IReadOnlyList<PublishedEvent> answered = await client.PublishAsync(again);
                run.Ledger.Took(answered);
                duplicates += answered.Count(e => e.IsDuplicate);
            }
        }

        run.Phases.End();
        run.Notes.Add($"{duplicates} were found to be there");
    }
}
