using UserRep.Training.Datasets;
using UserRep.Training.Tastes;
using Xunit;

namespace UserRep.Tests.Training.Tastes;

public sealed class TagIndexTests
{
    [Fact]
    public void Tags_are_told_apart_by_their_prefix()
    {
        TagIndex index = new(new ItemCatalogue([Item("a", "genre:Drama", "loud", "decade:1990"), Item("b", ":odd", "genre:Drama", "genre:War: a film")]));

        Assert.Equal(["decade", "genre", "tag"], index.Prefixes);
        Assert.Equal(["Drama"], Names(index, "genre", 0));
        Assert.Equal(["loud"], Names(index, "tag", 0));
        Assert.Equal(["Drama", "War: a film"], Names(index, "genre", 1));
        Assert.Equal(["odd"], Names(index, "tag", 1));
        Assert.Empty(index.TagsOf("decade", 1));
    }

    [Fact]
    public void Of_many_prefixes_those_on_most_tags_are_kept()
    {
        // Colons that mean something else: a prefix of its own for nearly every tag.
        ItemInfo[] items = [.. Enumerable.Range(0, 100).Select(i => Item($"{i}", $"{i}:x", "mood:calm", $"p{i % 7}:y"))];

        TagIndex index = new(new ItemCatalogue(items));

        Assert.Equal(["mood", "p0", "p1", "p2", "p3", "p4", "p5", "p6"], index.Prefixes);
        Assert.Equal(["y"], Names(index, "p3", 3));
    }

    private static ItemInfo Item(string id, params string[] tags) => new(id, tags);

    private static string[] Names(TagIndex index, string prefix, int item) => [.. index.TagsOf(prefix, item).Select(index.NameOf)];
}
