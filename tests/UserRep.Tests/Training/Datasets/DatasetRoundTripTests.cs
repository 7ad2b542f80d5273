using CsCheck;
using UserRep.Training.Datasets;
using Xunit;

namespace UserRep.Tests.Training.Datasets;

public sealed class DatasetRoundTripTests
{
    [Fact]
    public void What_is_written_is_read() => SampleData.Any.Sample(
        data =>
        {
            using var folder = new TemporaryFolder();
            DatasetInfo written = data.Write(folder.File("set"));
            Dataset read = Dataset.Open(folder.File("set"));

            Assert.Equivalent(written, read.Info);
            Assert.Equal(data.Users.Sum(user => user.Events.Length), read.Info.Events);
            SameItems(data.Items, read.ReadItems());
            SameUsers(data.Users, [.. read.ReadUsers(TestContext.Current.CancellationToken)]);
        },
        iter: 40);

    [Fact]
    public void Users_that_need_several_row_groups_are_read_in_order()
    {
        using var folder = new TemporaryFolder();
        EventRow[] events = [.. Enumerable.Range(0, 300_000).Select(i => new EventRow(i % 2, 0, i, 1f))];
        UserHistory[] users = [.. Enumerable.Range(0, 4).Select(i => new UserHistory($"u{i}", events.AsMemory(0, events.Length - i), ["x"]))];
        (SampleData.Small with { Users = users }).Write(folder.File("set"));

        EventTable table = EventTable.Load(Dataset.Open(folder.File("set")), TestContext.Current.CancellationToken);

        Assert.Equal([0, 300_000, 599_999, 899_997, 1_199_994], table.Offsets.ToArray());
        Assert.Equal(events[299_000], table[899_997 + 299_000]);
        Assert.Equal(["u0", "u1", "u2", "u3"], table.UserIds);
    }

    private static void SameItems(IReadOnlyList<ItemInfo> expected, ItemCatalogue actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int row = 0; row < expected.Count; row++)
        {
            Assert.Equal(expected[row].Tags, actual[row].Tags);
            Assert.Equal(expected[row].Vector, actual[row].Vector);
            Assert.Equal(row, actual.FindRow(expected[row].Id));
        }
    }

    private static void SameUsers(IReadOnlyList<UserHistory> expected, IReadOnlyList<UserHistory> actual)
    {
        Assert.Equal(expected.Select(user => user.UserId), actual.Select(user => user.UserId));
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Events.ToArray(), actual[i].Events.ToArray());
            Assert.Equal(expected[i].Attributes, actual[i].Attributes);
            Assert.Equal(expected[i].KnownSinceMs, actual[i].KnownSinceMs);
        }
    }
}
