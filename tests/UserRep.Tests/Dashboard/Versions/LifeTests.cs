extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Versions;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using Xunit;

namespace UserRep.Tests.Dashboard.Versions;

public class LifeTests
{
    [Fact]
    public void It_says_where_a_version_is_was_and_was_not() =>
        Assert.Equal("past past skipped skipped here ahead ahead", Places(VersionState.Current, (null, VersionState.Validated), (VersionState.Validated, VersionState.Current)));

    [Fact]
    public void One_that_was_taken_back_is_nowhere_on_the_line() =>
        Assert.Equal("past past past ahead ahead ahead ahead", Places(VersionState.RolledBack, (null, VersionState.Validated), (VersionState.Validated, VersionState.Shadow), (VersionState.Shadow, VersionState.RolledBack)));

    [Fact]
    public void What_older_history_may_tell_is_not_said_to_be_skipped()
    {
        (VersionState?, VersionState)[] moves = [(VersionState.Canary, VersionState.Current)];

        Assert.Equal("past untold untold past here ahead ahead", Places(VersionState.Current, isWhole: false, moves));
        Assert.Equal("past skipped skipped past here ahead ahead", Places(VersionState.Current, isWhole: true, moves));
        Assert.Equal("past past untold untold untold untold untold", Places(VersionState.RolledBack, isWhole: false, (VersionState.Validated, VersionState.RolledBack)));
    }

    private static string Places(VersionState state, params (VersionState? From, VersionState To)[] moves) => Places(state, isWhole: true, moves);

    private static string Places(VersionState state, bool isWhole, params (VersionState? From, VersionState To)[] moves) =>
        string.Join(' ', Life.Of(state, [.. moves.Select(Entry)], isWhole).Select(stage => stage.Place));

    private static HistoryEntry Entry((VersionState? From, VersionState To) move) => new() { Revision = 1, At = DateTimeOffset.UnixEpoch, Actor = "ann", Action = "move", From = move.From, To = move.To };
}
