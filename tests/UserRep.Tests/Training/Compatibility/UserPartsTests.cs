using UserRep.Training.Compatibility;
using UserRep.Training.Evaluation.Protocol;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class UserPartsTests
{
    [Fact]
    public void One_user_in_three_measures_and_two_in_fifteen_choose()
    {
        UserParts parts = new(seed: 1);
        Dictionary<Period, int> counts = Enumerable.Range(0, 15_000).GroupBy(user => parts.Of($"user-{user}")).ToDictionary(g => g.Key, g => g.Count());

        Assert.InRange(counts[Period.Test], 4_700, 5_300);
        Assert.InRange(counts[Period.Validation], 1_850, 2_150);
        Assert.InRange(counts[Period.Train], 7_700, 8_300);
    }

    [Fact]
    public void Another_seed_parts_users_otherwise()
    {
        string[] users = [.. Enumerable.Range(0, 100).Select(user => $"user-{user}")];

        Assert.Equal(users.Select(new UserParts(1).Of), users.Select(new UserParts(1).Of));
        Assert.NotEqual(users.Select(new UserParts(1).Of), users.Select(new UserParts(2).Of));
    }
}
