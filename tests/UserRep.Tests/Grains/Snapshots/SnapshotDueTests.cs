using System.Globalization;
using CsCheck;
using UserRep.Grains.Snapshots;
using Xunit;

namespace UserRep.Tests.Grains.Snapshots;

public sealed class SnapshotDueTests
{
    private static readonly SnapshotOptions _options = new() { Events = 50, Age = TimeSpan.FromSeconds(20) };

    [Fact]
    public void So_many_events_are_due_however_young() => Assert.Equal((false, true), (SnapshotDue.IsDue(_options, "ann", 49, forMs: 0), SnapshotDue.IsDue(_options, "ann", 50, forMs: 0)));

    [Fact]
    public void None_is_due_before_half_of_the_age_and_everybody_is_at_all_of_it_and_stays_so() =>
        Gen.Select(Gen.String[1, 20], Gen.Double[0, 20_000], Gen.Double[0, 20_000]).Sample((user, one, other) =>
        {
            Assert.False(SnapshotDue.IsDue(_options, user, 1, forMs: 9_999));
            Assert.True(SnapshotDue.IsDue(_options, user, 1, forMs: 20_000));
            Assert.True(!SnapshotDue.IsDue(_options, user, 1, Math.Min(one, other)) || SnapshotDue.IsDue(_options, user, 1, Math.Max(one, other)));
        });

    [Fact]
    public void Users_who_came_together_are_due_one_after_the_other()
    {
        string[] users = [.. Enumerable.Range(0, 10_000).Select(u => u.ToString(CultureInfo.InvariantCulture))];
        for (int tenth = 1; tenth <= 10; tenth++)
        {
            int due = users.Count(user => SnapshotDue.IsDue(_options, user, 1, forMs: 10_000 + (1_000 * tenth)) && !SnapshotDue.IsDue(_options, user, 1, forMs: 10_000 + (1_000 * (tenth - 1))));
            Assert.InRange(due, 850, 1_150);
        }
    }
}
