using UserRep.EventLog.Schema;
using Xunit;

namespace UserRep.Tests.EventLog.Schema;

public sealed class SqlScriptTests
{
    [Theory]
    [InlineData("-- additive: older programs go on working on it\nALTER TABLE t ADD COLUMN c text;", true)]
    [InlineData("-- additive: older programs go on working on it\r\nALTER TABLE t ADD COLUMN c text;", true)]
    [InlineData("-- additive: older programs go on working on it", true)]
    [InlineData("", false)]
    [InlineData("ALTER TABLE t DROP COLUMN c;", false)]
    [InlineData("\n-- additive: older programs go on working on it\nALTER TABLE t DROP COLUMN c;", false)]
    [InlineData("-- The column.\n-- additive: older programs go on working on it\n", false)]
    [InlineData(" -- additive: older programs go on working on it\n", false)]
    [InlineData("-- additive: older programs go on working on it?\n", false)]
    [InlineData("-- additive: older programs go on working on it \n", false)]
    [InlineData("-- Additive: older programs go on working on it\n", false)]
    [InlineData("-- additive\n", false)]
    public void Additive_is_what_says_so_in_its_first_line_to_the_letter(string text, bool isAdditive) => Assert.Equal(isAdditive, new SqlScript(2, text).IsAdditive);

    [Fact]
    public void Line_endings_do_not_count() => Assert.Equal(new SqlScript(1, "a\nb\n").Checksum, new SqlScript(1, "a\r\nb\r\n").Checksum);

    [Theory]
    [InlineData("postgres/bundles")]
    [InlineData("postgres/protection")]
    [InlineData("postgres/events")]
    [InlineData("postgres/orleans")]
    [InlineData("postgres/snapshots")]
    [InlineData("sqlite/events")]
    [InlineData("sqlite/grains")]
    [InlineData("sqlite/snapshots")]
    public void A_step_that_means_to_be_additive_is(string schema) =>
        Assert.All(SqlScript.Of(schema), script => Assert.Equal(script.Text.Contains("additive:", StringComparison.OrdinalIgnoreCase), script.IsAdditive));
}
