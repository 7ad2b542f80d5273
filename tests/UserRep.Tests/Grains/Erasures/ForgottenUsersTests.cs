using UserRep.Grains.Erasures;
using Xunit;

namespace UserRep.Tests.Grains.Erasures;

public class ForgottenUsersTests
{
    [Fact]
    public void A_user_is_taken_once_however_often_said()
    {
        ForgottenUsers forgotten = new();
        Assert.False(forgotten.TryTake("ann"));
        forgotten.Add("ann");
        forgotten.Add("ann");
        Assert.False(forgotten.TryTake("bob"));
        Assert.True(forgotten.TryTake("ann"));
        Assert.False(forgotten.TryTake("ann"));
    }

    [Fact]
    public void The_oldest_make_room()
    {
        ForgottenUsers forgotten = new();
        for (int user = 0; user <= ForgottenUsers.Most; user++)
        {
            forgotten.Add($"user-{user}");
        }

        Assert.False(forgotten.TryTake("user-0"));
        Assert.True(forgotten.TryTake("user-1"));
        Assert.True(forgotten.TryTake($"user-{ForgottenUsers.Most}"));
    }
}
