using UserRep.Training.Evaluation.Neighbours;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.Evaluation.UserFeatures;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Neighbours;

public class NeighbourTests
{
    private const int Users = 300;
    private const int Groups = 6;

    private static readonly NeighbourOptions Options = new();

    private static readonly NeighbourQuestion Question = new("group", [.. Enumerable.Range(0, Users).Select(row => new[] { row % Groups })]);

    [Fact]
    public void The_gain_is_that_of_a_sum_by_hand()
    {
        // (2 + 0 + 1 / log2 4) / (3 + 2 / log2 3 + 1 / log2 4)
        double expected = (2 + 0.5) / (3 + (2 / Math.Log2(3)) + 0.5);
        Assert.Equal(expected, NormalisedGain.At([1, 0, 2], [0, 2, 1, 3], 3), 12);
    }

    [Fact]
    public void A_row_is_not_its_own_neighbour_and_length_does_not_count()
    {
        UserMatrix users = new("m", 2, [1, 0, 100, 1, 0, 1, -1, 0]);
        Assert.Equal([1, 2, 3], NearestNeighbours.Find(users, 5)[0]);
    }

    [Fact]
    public void Vectors_of_the_group_are_perfect_and_random_ones_near_chance()
    {
        NeighbourResult result = Run(OfGroup("userrep", noise: 0.01f), OfGroup("average", noise: 1000f));
        Assert.Equal(Users, result.Users);
        Assert.Equal(1, result.Ndcg.Of("userrep").Value, 6);

        // 49 others of the group of 50 fill the ideal list but for its last place.
        Assert.InRange(result.Ndcg.Of("average").Value, 0.8 / Groups, 1.3 / Groups);
        Assert.True(result.Ndcg.Gain("userrep", "average").Low > 300);
    }

    [Fact]
    public void Users_who_share_nothing_with_anyone_are_not_asked()
    {
        NeighbourQuestion question = new("few", [[1], [1], [2], []]);
        UserMatrix users = new("userrep", 1, [1, 1, 1, 1]);
        Assert.Equal(2, NeighbourEvaluation.Run([users], [question], Options, new BootstrapOptions(), TestContext.Current.CancellationToken)[0].Users);
    }

    private static NeighbourResult Run(params UserMatrix[] methods) =>
        Assert.Single(NeighbourEvaluation.Run(methods, [Question], Options, new BootstrapOptions(), TestContext.Current.CancellationToken));

    private static UserMatrix OfGroup(string name, float noise)
    {
        Random random = new(5);
        UserMatrix users = UserMatrix.Create(name, Users, Groups);
        for (int row = 0; row < Users; row++)
        {
            users.Row(row)[row % Groups] = 1;
            foreach (ref float value in users.Row(row))
            {
                value += noise * (random.NextSingle() - 0.5f);
            }
        }

        return users;
    }
}
