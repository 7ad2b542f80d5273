extern alias Silo;

using CsCheck;
using Silo::UserRep.Silo.Dashboard.Users;
using UserRep.Grains.Insights;
using Xunit;

namespace UserRep.Tests.Dashboard.Users;

public class UserMapTests
{
    private static readonly Gen<float[][]> _users = Gen.Int[3, 30].SelectMany(users => Gen.Float[-3f, 3f].Array[4].Array[users]);

    [Fact]
    public void Users_who_differ_in_two_ways_alone_are_as_far_apart_on_the_map_as_they_are()
    {
        UserMap map = UserMap.Of(Sample([[1, 0, 5, 0], [0, 2, 5, 0], [-1, 0, 5, 0], [0, -2, 5, 0]]))!;

        Assert.Equal(1, map.Held, 6);
        Assert.Equal(Math.Sqrt(5), Distance(map.Points[0], map.Points[1]), 5);
        Assert.Equal(4, Distance(map.Points[1], map.Points[3]), 5);

        // The way on which they differ the most is across.
        Assert.Equal((2.0, 0.0), (Math.Round(map.Points[1].X, 5), Math.Round(map.Points[1].Y, 5) + 0));
        Assert.Equal(map.Points[2], map.Place([-1f, 0f, 5f, 0f]));
    }

    [Fact]
    public void Nobody_is_further_apart_on_the_map_than_they_are_and_it_is_always_the_same() => _users.Sample(users =>
    {
        UserSample sample = Sample(users);
        if (UserMap.Of(sample) is not { } map)
        {
            return;
        }

        Assert.InRange(map.Held, 0, 1 + 1e-9);
        Assert.Equal(0, map.Points.Sum(p => p.X), 3);
        Assert.Equal(map.Points, UserMap.Of(sample)!.Points);
        Assert.All(Enumerable.Range(1, users.Length - 1), i =>
            Assert.True(Distance(map.Points[0], map.Points[i]) <= Math.Sqrt(users[0].Zip(users[i], (a, b) => ((double)a - b) * (a - b)).Sum()) + 1e-4));
    });

    [Fact]
    public void Of_too_few_or_of_such_as_are_all_the_same_there_is_none()
    {
        Assert.Null(UserMap.Of(Sample([[1, 2], [3, 4]])));
        Assert.Null(UserMap.Of(Sample([[1, 2], [1, 2], [1, 2], [1, 2]])));
    }

    private static UserSample Sample(float[][] users) => new("v1", users[0].Length, [.. users.Select((_, i) => $"user-{i}")], users.SelectMany(u => u).ToArray(), []);

    private static double Distance((double X, double Y) one, (double X, double Y) other) => Math.Sqrt(Math.Pow(one.X - other.X, 2) + Math.Pow(one.Y - other.Y, 2));
}
