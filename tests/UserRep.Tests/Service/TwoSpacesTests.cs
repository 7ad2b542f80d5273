using UserRep.Client;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;
using UserEvent = UserRep.Client.UserEvent;

namespace UserRep.Tests.Service;

/// <summary>Two versions that know different events, items and windows, live at once: each read is what that version's own bundle makes of the user.</summary>
public sealed class TwoSpacesTests : IAsyncLifetime
{
    private static readonly (string Type, string? Item, float Value)[] _history =
    [
        ("play", "item-3", 1), ("skip", "item-4", 1), ("like", "item-5", 2), ("play", "item-99", 1), ("play", "item-6", 1), ("like", null, 1), ("skip", "item-7", 3),
    ];

    private readonly SiloProcess _silo = new();
    private readonly TemporaryFolder _bundles = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    [Fact]
    public async Task Each_is_read_as_its_own_bundle_has_it_whatever_came_first()
    {
        BundleMaker one = new() { Version = "one" };
        BundleMaker two = new()
        {
            Version = "two",
            Dimension = 9,
            EncoderSeed = 7,
            ItemSeed = 3,
            ItemDimensions = [5],
            Spec = new FeatureSpec { Name = "other", Modalities = [new("text", 5)], EventTypes = [new("play"), new("like")], TimeScales = [TimeScale.FromDays(1), TimeScale.FromDays(365)] },
        };
        await PublishAsync(one, makeCurrent: true);
        await using UserRepClient client = _silo.Client();
        long first = await SendAsync(client, 0, 2);
        await AssertReadAsync(client, one, first, 2);

        // The second one has this user's past from the log, and the rest as it comes.
        await PublishAsync(two, makeCurrent: false);
        await AssertReadAsync(client, two, first, 2);
        long last = await SendAsync(client, 2, _history.Length);
        for (int round = 0; round < 2; round++)
        {
            await AssertReadAsync(client, one, last, _history.Length);
            await AssertReadAsync(client, two, last, _history.Length);
        }

        Assert.Equal("one", (await client.GetAsync("ann")).Version);
    }

    private Task<string> PublishAsync(BundleMaker maker, bool makeCurrent)
    {
        maker.Write(Folder(maker));
        return ServedModel.PublishAsync(_silo.Rest, Folder(maker), makeCurrent);
    }

    private string Folder(BundleMaker maker) => Path.Combine(_bundles.Path, maker.Version);

    private static DateTimeOffset Moment(int i) => new(2026, 1, 1 + i, 12, 0, 0, TimeSpan.Zero);

    private static async Task<long> SendAsync(UserRepClient client, int from, int to) => (await client.PublishAsync(
        [
            .. Enumerable.Range(from, to - from).Select(i => new UserEvent
            {
                UserId = "ann", EventId = $"{i}", Type = _history[i].Type, ItemId = _history[i].Item, Value = _history[i].Value, Timestamp = Moment(i),
            }),
        ],
        Cancellation))[^1].Position;

    private async Task AssertReadAsync(UserRepClient client, BundleMaker maker, long position, int events)
    {
        UserVector served = await client.GetAsync("ann", new GetOptions { Version = maker.Version, MinPosition = position }, Cancellation);

        Assert.Equal((maker.Version, position), (served.Version, served.Position));
        float[] expected = Expected(Folder(maker), events, served.AsOf.ToUnixTimeMilliseconds());
        Assert.Equal(expected.Length, served.Vector.Length);
        Assert.All(expected.Zip(served.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Contains(expected, number => Math.Abs(number) is > 0.01f and < 0.999f);
    }

    private static float[] Expected(string folder, int events, long asOfMs)
    {
        using ModelBundle bundle = ModelBundle.Open(folder);
        FeatureLayout layout = new(bundle.Spec);
        FeatureState state = new(layout);
        FeatureReducer reducer = new(layout, bundle.Items);
        for (int i = 0; i < events; i++)
        {
            int type = bundle.Spec.EventTypeIndex(_history[i].Type);
            int item = _history[i].Item is not { } id ? UserRep.Model.Features.UserEvent.NoItem : bundle.Items.TryFind(id, out int row) ? row : UserRep.Model.Features.UserEvent.UnknownItem;
            if (type >= 0)
            {
                reducer.Apply(state, new UserRep.Model.Features.UserEvent(type, item, Moment(i).ToUnixTimeMilliseconds(), _history[i].Value));
            }
        }

        float[] features = new float[layout.Length];
        new FeatureVectorizer(layout).Vectorize(state, asOfMs, features);
        float[] vector = new float[bundle.Encoder.Dimension];
        bundle.Encoder.Encode(features, vector, 1);
        return vector;
    }
}
