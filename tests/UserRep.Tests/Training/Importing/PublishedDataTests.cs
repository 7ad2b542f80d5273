using UserRep.Training.Datasets;
using UserRep.Training.Importing;
using UserRep.Training.Importing.Lfm2b;
using UserRep.Training.Importing.MovieLens;
using UserRep.Training.Importing.ThirtyMusic;
using Xunit;

namespace UserRep.Tests.Training.Importing;

/// <summary>The published data sets, with the counts that their descriptions state; skipped where they are not at hand.</summary>
public sealed class PublishedDataTests : IDisposable
{
    private readonly ImportFixture _import = new();

    public void Dispose() => _import.Dispose();

    [Fact]
    public void MovieLens_1M_has_the_published_counts()
    {
        DatasetInfo info = Import("ml-1m", MovieLensImporter.Import);

        Assert.Equal((575_281, 6_040, 3_883), (info.Events, info.Users, info.Items));
        Assert.Equal(new DateTimeOffset(2000, 4, 25, 23, 5, 32, TimeSpan.Zero).ToUnixTimeMilliseconds(), info.FirstEventMs);
        Assert.Equal(new DateTimeOffset(2003, 2, 28, 17, 49, 50, TimeSpan.Zero).ToUnixTimeMilliseconds(), info.LastEventMs);
        ItemCatalogue items = _import.Items();
        Assert.Equal(["genre:Animation", "genre:Children's", "genre:Comedy", "decade:1990s"], items[items.FindRow("1")].Tags);
        Assert.All(items.Items, item => Assert.Contains(item.Tags, tag => tag.StartsWith("decade:", StringComparison.Ordinal)));
        Assert.Equal(["F", "1", "10"], _import.Users()["1"].Attributes);
        Assert.Equal(6_038, _import.Users().Values.Count(user => user.Events.Length > 0));
    }

    [Fact]
    public void ThirtyMusic_has_the_published_counts()
    {
        DatasetInfo info = Import("30music-sample", ThirtyMusicImporter.Import);

        Assert.Equal((238_704, 9_935, 9_995), (info.Events, info.Users, info.Items));
        Assert.Equal(new DateTimeOffset(2014, 1, 20, 9, 24, 42, TimeSpan.Zero).ToUnixTimeMilliseconds(), info.FirstEventMs);
        Assert.Equal(867, _import.Users().Values.Max(user => user.Events.Length));
    }

    [Fact]
    public void Lfm_2b_has_the_published_counts()
    {
        DatasetInfo info = Import("lfm2b-sample", Lfm2bImporter.Import);

        Assert.Equal((229_037, 10_415, 10_000), (info.Events, info.Users, info.Items));
        Assert.False(info.HasTimes);
        Dictionary<string, UserHistory> users = _import.Users();
        Assert.Equal(1_413, users.Values.Count(user => user.Attributes[0] == "US"));
        Assert.Equal(1_950, users.Values.Count(user => user.Attributes[2] == "f"));
        Assert.All(users.Values, user => Assert.NotNull(user.KnownSinceMs));
    }

    private DatasetInfo Import(string name, Action<SourceFolder, ImportSession> import)
    {
        string folder = RealData.Require(name);
        return _import.Import(session => import(new SourceFolder(folder), session)).Dataset;
    }
}
