extern alias Silo;

using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Xunit;

namespace UserRep.Tests.Service.Access;

public class IdentitiesReaderTests
{
    private const string Key = "the-key-of-the-settings";

    [Fact]
    public void Everything_that_is_said_of_an_identity_is_read()
    {
        IdentitiesReader reader = new([]);

        IReadOnlyList<Identity> read = reader.Read(IdentitiesText.Of(
            new { name = "ranker-team", keyHashes = new[] { IdentitiesText.HashOf("old"), IdentitiesText.HashOf("new").ToUpperInvariant().Replace("SHA256", "sha256", StringComparison.Ordinal) }, scopes = new[] { Scopes.EmbeddingsRead }, consumer = "ranker", requestsPerSecond = 500, maxBodyBytes = 65_536 },
            IdentitiesText.One("nobody")));

        Assert.Empty(reader.Mistakes);
        Assert.Equal(["ranker-team", "nobody"], read.Select(i => i.Name));
        Assert.Equal([Scopes.EmbeddingsRead], read[0].Scopes);
        Assert.Equal("ranker", read[0].Consumer);
        Assert.Equal([IdentitiesText.HashOf("old"), IdentitiesText.HashOf("new")], read[0].Keys.Select(k => k.ToString()));
        Assert.Equal((500, 65_536L), (read[0].RequestsPerSecond, read[0].MaxBodyBytes));
        Assert.Equal((0, null, null, null), (read[1].Scopes.Count, read[1].Consumer, read[1].RequestsPerSecond, read[1].MaxBodyBytes));
    }

    [Theory]
    [InlineData("", "line 1, byte 1 is not as JSON has it")]
    [InlineData("""{"identities": [{"name": "a\ud800"}]}""", "a text in it is not whole")]
    [InlineData("""{"identities": [{"name\ud800": "a"}]}""", "a text in it is not whole")]
    [InlineData("[]", "the whole is no object")]
    [InlineData("{}", "identities is missing")]
    [InlineData("""{"identities": 1}""", "identities is no list")]
    [InlineData("""{"identities": []}""", "identities is empty")]
    [InlineData("""{"identities": [{"name": "a", "name": "b"}]}""", "a name is given twice")]
    [InlineData("""{"identities": [7]}""", "identities[0] is no object")]
    [InlineData("""{"identities": [ONE], "more": 1}""", "more is nothing that is known there")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["HASH"], "scope": []}]}""", "identities[0].scope is nothing that is known there")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["HASH"]}]}""", "identities[0].scopes is missing")]
    [InlineData("""{"identities": [{"keyHashes": ["HASH"], "scopes": []}]}""", "identities[0].name is missing")]
    [InlineData("""{"identities": [{"name": "a b", "keyHashes": ["HASH"], "scopes": []}]}""", "identities[0].name is \"a b\". Give")]
    [InlineData("""{"identities": [{"name": "key-1", "keyHashes": ["HASH"], "scopes": []}]}""", "identities[0].name is \"key-1\". Give")]
    [InlineData("""{"identities": [{"name": "", "keyHashes": ["HASH"], "scopes": []}]}""", "identities[0].name is empty")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": [], "scopes": []}]}""", "identities[0].keyHashes is empty")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["the-key-itself"], "scopes": []}]}""", "identities[0].keyHashes[0] is no hash")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["sha256:00"], "scopes": []}]}""", "identities[0].keyHashes[0] is no hash")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["OWN"], "scopes": []}]}""", "identities[0].keyHashes[0] is of the same key as a key of UserRep:ApiKeys")]
    [InlineData("""{"identities": [ONE, ONE]}""", "identities[1].name is \"one\", as identities[0].name is")]
    [InlineData("""{"identities": [ONE, {"name": "a", "keyHashes": ["ONES"], "scopes": []}]}""", "identities[1].keyHashes[0] is of the same key as identities[0].keyHashes[0]")]
    [InlineData("""{"identities": [ONE, {"name": "a", "keyHashes": ["HASH"], "scopes": ["events:write", "embeddings:raed"]}]}""", "identities[1].scopes[1] is \"embeddings:raed\"; scopes are events:write, embeddings:read,")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["HASH"], "scopes": [1]}]}""", "identities[0].scopes[0] is no text")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["HASH"], "scopes": [], "consumer": ""}]}""", "identities[0].consumer is empty")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["HASH"], "scopes": [], "requestsPerSecond": 0}]}""", "identities[0].requestsPerSecond is 0. Give a whole number from 1 to 1000000")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["HASH"], "scopes": [], "requestsPerSecond": "5"}]}""", "identities[0].requestsPerSecond is no number")]
    [InlineData("""{"identities": [{"name": "a", "keyHashes": ["HASH"], "scopes": [], "maxBodyBytes": 1e99}]}""", "identities[0].maxBodyBytes is 1e99. Give a whole number from 1024")]
    public void Every_mistake_is_told_with_its_place_and_no_key(string text, string said)
    {
        IdentitiesReader reader = new([Key]);

        reader.Read(text
            .Replace("ONES", IdentitiesText.HashOf("one"), StringComparison.Ordinal)
            .Replace("ONE", $$"""{"name": "one", "keyHashes": ["{{IdentitiesText.HashOf("one")}}"], "scopes": []}""", StringComparison.Ordinal)
            .Replace("HASH", IdentitiesText.HashOf("a"), StringComparison.Ordinal)
            .Replace("OWN", KeyHash.Of(Key).ToString(), StringComparison.Ordinal));

        Assert.Contains(reader.Mistakes, m => m.Contains(said, StringComparison.Ordinal) && m.Contains("Give ", StringComparison.Ordinal));
        Assert.DoesNotContain(reader.Mistakes, m => m.Contains("the-key", StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        IdentitiesReader reader = new([]);

        reader.Read("""{"identities": [{"name": "1", "keyHashes": ["x"], "scopes": ["y"]}, {"consumer": 3}]}""");

        Assert.Equal(
            ["identities[0].keyHashes[0]", "identities[0].name", "identities[0].scopes[0]", "identities[1].consumer", "identities[1].keyHashes", "identities[1].name", "identities[1].scopes"],
            reader.Mistakes.Select(m => m.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_new_key_is_long_and_its_line_is_of_it()
    {
        string[] lines = NewKey.Text().Split(Environment.NewLine);

        Assert.Matches("^ur_[A-Za-z0-9_-]{43}$", lines[0]);
        Assert.Equal(KeyHash.Of(lines[0]).ToString(), lines[1]);
        Assert.NotEqual(NewKey.Make(), NewKey.Make());
    }
}
