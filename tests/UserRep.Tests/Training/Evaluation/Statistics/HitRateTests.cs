using UserRep.Training.Evaluation.Statistics;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Statistics;

public sealed class HitRateTests
{
    [Fact]
    public void An_item_hits_when_few_enough_stand_above_it() =>
        Assert.Equal([1, 0], HitRate.PerList([3f, 9f, 1f, 1f, 1f, 5f, 9f, 8f, 7f, 1f], listLength: 5, at: 2));

    [Fact]
    public void Equals_share_the_places_that_are_left() =>
        Assert.Equal([0.5], HitRate.PerList([1f, 1f, 1f, 1f], listLength: 4, at: 2));

    [Fact]
    public void A_score_that_is_no_number_is_never_a_hit() =>
        Assert.Equal([0], HitRate.PerList([float.NaN, 1f, 2f, float.NaN], listLength: 4, at: 2));
}
