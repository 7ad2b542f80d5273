using CsCheck;
using UserRep.Training.Datasets;

namespace UserRep.Tests.Training.Datasets;

/// <summary>A data set as plain lists, and generators of such.</summary>
internal sealed record SampleData(DatasetInfo Header, IReadOnlyList<ItemInfo> Items, IReadOnlyList<UserHistory> Users)
{
    private const int ItemCount = 5;

    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Const('é'), Gen.Const('本'), Gen.Const('"')), 1, 8];

    private static readonly Gen<EventRow> Event = Gen.Select(
        Gen.Int[-1, ItemCount - 1], Gen.Byte[0, 1], Gen.Long[-5_000, 5_000_000_000_000], Gen.Float[-10, 10], (item, type, time, value) => new EventRow(item, type, time, value));

    private static readonly Gen<(ItemInfo[] Items, UserHistory[] Users)> Rows = Gen.Select(
        Gen.Select(Text.Array[0, 3], Gen.Float[-1, 1].Array[0, 4].Null(), (tags, vector) => (tags, vector)).Array[ItemCount],
        Gen.Select(Event.Array[0, 12], Text.Null().Array[2], Gen.Long[0, 2_000_000_000_000].Nullable(), (events, attributes, known) => (events, attributes, known)).Array[0, 20],
        (items, users) => (
            items.Select((item, i) => new ItemInfo($"item-{i}", item.tags, item.vector)).ToArray(),
            users.Select((user, i) => new UserHistory($"user-{i}", user.events.OrderBy(row => row.TimeMs).ToArray(), user.attributes, user.known)).ToArray()));

    public static Gen<SampleData> Any { get; } = Rows.Select(rows => new SampleData(
        new DatasetInfo { Name = "sample", EventTypes = ["play", "pick"], OnboardingEventType = "pick", Attributes = ["country", "age"] }, rows.Items, rows.Users));

    /// <summary>Gets three users, one of them without events, two items.</summary>
    public static SampleData Small { get; } = new(
        new DatasetInfo { Name = "small", EventTypes = ["play"], Attributes = ["country"] },
        [new ItemInfo("a", ["genre:Drama"]), new ItemInfo("b", [], [1f, 2f])],
        [
            new UserHistory("u1", new EventRow[] { new(0, 0, 1_000, 1f), new(1, 0, 2_000, 1f), new(-1, 0, 2_000, 2f) }, ["FR"], 500),
            new UserHistory("u2", default, [null]),
            new UserHistory("u3", new EventRow[] { new(1, 0, 3_000, 1f) }, ["DE"]),
        ]);

    public DatasetInfo Write(string folder, bool force = false)
    {
        using var writer = DatasetWriter.Create(folder, Header, Items, force);
        foreach (UserHistory user in Users) writer.Add(user);
        return writer.Complete();
    }
}
