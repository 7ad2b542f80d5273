using UserRep.Client;
using UserRep.Grains.Errors;
using Xunit;
using ServiceRule = UserRep.Grains.Users.UserIds;

namespace UserRep.Tests.Client;

public class UserIdsTests
{
    public static TheoryData<string> Ids =>
    [
        null!, string.Empty, " ", "\t\n", "\u2003", "a", " a ", "ålesund", "\U0001F600", "\0", new string('a', 255), new string('a', 256), new string('a', 257), new string(' ', 300),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_the_service_refuses_the_client_refuses_and_nothing_else(string id)
    {
        bool refused = Record.Exception(() => ServiceRule.Require(id)) is UserRepException;

        Assert.Equal(ServiceRule.MaxLength, UserIds.MaxLength);
        Assert.Equal(refused, Record.Exception(() => UserIds.Require(id)) is ArgumentException);
        Assert.Equal(refused, Record.Exception(() => UserIds.Require(["ann", id])) is ArgumentException);
    }

    [Fact]
    public void The_wrong_one_is_named_with_what_to_do()
    {
        Assert.Contains("userIds[2] has 300 characters. Give an id of at most 256.", Assert.Throws<ArgumentException>(() => UserIds.Require(["a", "b", new string('x', 300)])).Message, StringComparison.Ordinal);
        Assert.Contains("userIds[1] is null. Name every user, or leave it out.", Assert.Throws<ArgumentException>(() => UserIds.Require(["a", null!])).Message, StringComparison.Ordinal);
        Assert.Contains("userId is \" \", empty or blank.", Assert.Throws<ArgumentException>(() => UserIds.Require(" ")).Message, StringComparison.Ordinal);
    }
}
