using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.EventLog.Partitions;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;
using UserEvent = UserRep.Client.UserEvent;

namespace UserRep.ClusterTests;

/// <summary>Whichever silo of several is asked: what one of them took in is there on all of them.</summary>
public sealed class AgreementTests(SharedPostgres postgres)
{
    private const int Users = 40;
    private const int EventsEach = 5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_silo_has_taken_in_is_read_from_the_others_and_is_what_the_model_makes_of_it()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await using UserRepClient first = cluster.Silos[0].Client();
        Dictionary<string, long> acknowledged = [];
        for (int n = 0; n < EventsEach; n++)
        {
            foreach (PublishedEvent e in await first.PublishAsync([.. Enumerable.Range(0, Users).Select(user => Event(user, n))], Cancellation))
            {
                acknowledged[e.UserId] = e.Position;
            }
        }

        UserRepClient[] clients = [.. cluster.Silos.Select(silo => silo.Client())];
        for (int user = 0; user < Users; user++)
        {
            GetOptions asAcknowledged = new() { MinPosition = acknowledged[$"user-{user}"] };
            List<UserVector> read = [];
            foreach (UserRepClient client in clients)
            {
                read.Add(await client.GetAsync($"user-{user}", asAcknowledged, Cancellation));
            }

            Assert.All(read, vector => Assert.Equal(("one", acknowledged[$"user-{user}"], read[0].AsOf), (vector.Version, vector.Position, vector.AsOf)));
            Assert.All(read, vector => Assert.Equal(read[0].Vector.ToArray(), vector.Vector.ToArray()));
            AssertOf(cluster.Bundle("one"), user, read[0]);
        }

        foreach (UserRepClient client in clients)
        {
            await client.DisposeAsync();
        }

        Assert.Empty(await LogChecker.CheckAsync(await cluster.OpenLogAsync()));
        Assert.Equal(PartitionMap.DefaultPartitions, (await (await cluster.OpenLogAsync()).HeadsAsync(Cancellation)).Count);
    }

    private static UserEvent Event(int user, int n) => new()
    {
        UserId = $"user-{user}",
        EventId = $"{n}",
        Type = n % 2 == 0 ? "play" : "skip",
        ItemId = $"item-{(user + n) % 20}",
        Timestamp = Moment(n),
    };

    private static DateTimeOffset Moment(int n) => new(2026, 1, 1 + n, 12, 0, 0, TimeSpan.Zero);

    private static void AssertOf(string folder, int user, UserVector served)
    {
        using ModelBundle bundle = ModelBundle.Open(folder);
        FeatureLayout layout = new(bundle.Spec);
        FeatureState state = new(layout);
        FeatureReducer reducer = new(layout, bundle.Items);
        for (int n = 0; n < EventsEach; n++)
        {
            UserEvent e = Event(user, n);
            Assert.True(bundle.Items.TryFind(e.ItemId!, out int item));
            reducer.Apply(state, new UserRep.Model.Features.UserEvent(bundle.Spec.EventTypeIndex(e.Type), item, Moment(n).ToUnixTimeMilliseconds(), 1));
        }

        float[] features = new float[layout.Length];
        new FeatureVectorizer(layout).Vectorize(state, served.AsOf.ToUnixTimeMilliseconds(), features);
        float[] expected = new float[bundle.Encoder.Dimension];
        bundle.Encoder.Encode(features, expected, 1);
        Assert.All(expected.Zip(served.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
