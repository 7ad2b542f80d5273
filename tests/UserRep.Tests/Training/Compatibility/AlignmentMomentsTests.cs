using UserRep.Model.Bundles;
using UserRep.Training.Compatibility;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class AlignmentMomentsTests : IClassFixture<AlignedSet>
{
    private readonly EventTable _table;
    private readonly long _untilMs;
    private readonly UserParts _parts = new(1);

    public AlignmentMomentsTests(AlignedSet set)
    {
        using ModelBundle newer = ModelBundle.Open(set.File(AlignedSet.Newer));
        _untilMs = newer.Manifest.TrainingCut!.Value.ToUnixTimeMilliseconds();
        _table = set.TableOf(newer);
    }

    [Fact]
    public void A_moment_knows_the_events_up_to_it_and_no_other()
    {
        Assert.All(Find(new AlignmentOptions()), cut =>
        {
            int start = _table.Offsets[cut.User];
            Assert.InRange(cut.EventEnd, start + 1, _table.Offsets[cut.User + 1]);
            Assert.InRange(cut.AsOfMs, _table.TimesMs[cut.EventEnd - 1], _untilMs);
            Assert.True(cut.EventEnd == _table.Offsets[cut.User + 1] || _table.TimesMs[cut.EventEnd] > cut.AsOfMs);
            Assert.Equal(cut.Kind == CutKind.ColdStart ? cut.EventEnd - start : 0, cut.Picks);
        });
    }

    [Fact]
    public void Every_user_is_looked_at_four_times_and_for_one_purpose()
    {
        IGrouping<int, Cut>[] users = [.. Find(new AlignmentOptions()).GroupBy(cut => cut.User)];

        Assert.Equal(Enumerable.Range(0, _table.UserCount).Count(user => !_table.EventsOf(user).Start.Equals(_table.EventsOf(user).End)), users.Length);
        Assert.All(users, user =>
        {
            Assert.Equal([CutKind.Live, CutKind.Live, CutKind.Weekly, CutKind.ColdStart], user.Select(cut => cut.Kind));
            Assert.Equal([_parts.Of(_table.UserIds[user.Key])], user.Select(cut => cut.Period).Distinct());
        });
    }

    [Fact]
    public void Of_many_users_some_are_looked_at_whoever_comes_first_in_the_table()
    {
        int[] some = [.. Find(new AlignmentOptions { MostUsers = 30 }).Select(cut => cut.User).Distinct()];

        Assert.Equal(30, some.Length);
        Assert.True(some.Max() > 60);
    }

    [Fact]
    public void Without_picks_first_events_are_what_they_are() =>
        Assert.All(Find(new AlignmentOptions { Picks = 0 }), cut => Assert.Equal(0, cut.Picks));

    private Cut[] Find(AlignmentOptions options) => new AlignmentMoments(_table, _parts, options, _untilMs).Find();
}
