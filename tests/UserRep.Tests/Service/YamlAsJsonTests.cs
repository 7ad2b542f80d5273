extern alias Silo;

using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;
using BadRequestException = Silo::UserRep.Silo.Problems.BadRequestException;
using YamlAsJson = Silo::UserRep.Silo.Versions.YamlAsJson;

namespace UserRep.Tests.Service;

public sealed class YamlAsJsonTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("# nothing\n", "null")]
    [InlineData("a: 1\nb: -2.50\nc: +7\nd: .5\ne: 1e3\nf: 007", """{"a":1,"b":-2.5,"c":7,"d":0.5,"e":1000,"f":7}""")]
    [InlineData("a: true\nb: False\nc: yes\nd: ~\ne:\nf: null", """{"a":true,"b":false,"c":"yes","d":null,"e":null,"f":null}""")]
    [InlineData("a: 10m\nb: \"10\"\nc: '1'\nd: !!str 5\ne: 1_000\nf: .inf", """{"a":"10m","b":"10","c":"1","d":"5","e":"1_000","f":".inf"}""")]
    [InlineData("- a\n- [1, {b: 2}]\n- |\n  x\n  y\n", """["a",[1,{"b":2}],"x\ny\n"]""")]
    [InlineData("{\"steps\": [{\"stage\": \"shadow\", \"share\": 10}]}", """{"steps":[{"stage":"shadow","share":10}]}""")]
    [InlineData("ü: ä", "{\"\\u00FC\":\"\\u00E4\"}")]
    public void It_says_the_same_in_json(string yaml, string json) => Assert.Equal(json, Encoding.UTF8.GetString(YamlAsJson.Convert(yaml)));

    [Theory]
    [InlineData("a: [1,\nb: 2", "line 1, column 6: what follows")]
    [InlineData("a: 1\n b: 2", "line 2")]
    [InlineData("a: 1\n\tb: 2", "line 1, column 4")]
    [InlineData("a: 1\nb: 2\na: 3", "line 3, column 1: \"a\" is there twice")]
    [InlineData("a: &x 1\nb: *x", "line 2, column 4: the alias *x")]
    [InlineData("a: 1\n---\nb: 2", "a second document")]
    [InlineData("[1, 2]: 3", "line 1, column 1: the key is no text")]
    [InlineData("a: 'open", "line 1")]
    public void What_is_no_yaml_or_no_json_is_named_with_its_place(string yaml, string named) =>
        Assert.Contains(named, Assert.Throws<BadRequestException>(() => YamlAsJson.Convert(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_sent_it_is_json_then_or_refused() => Gen.Char["a:-[]{},&*!|>'\"#%@` \t\n?0.~é\0"].Array[0, 40].Select(c => new string(c)).Sample(text =>
    {
        try
        {
            JsonDocument.Parse(YamlAsJson.Convert(text)).Dispose();
        }
        catch (BadRequestException)
        {
            // Named with its place.
        }
    });

    [Fact]
    public void Nesting_has_an_end()
    {
        string open = string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Contains("deeper", Assert.Throws<BadRequestException>(() => YamlAsJson.Convert(open)).Message, StringComparison.Ordinal);
    }
}
