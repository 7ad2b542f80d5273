using CsCheck;
using UserRep.Grains.Insights;
using Xunit;

namespace UserRep.Tests.Grains.Insights;

public class ChangeSharesTests
{
    private const int Features = 6;

    private static readonly Gen<float[]> _features = Gen.Float[-2f, 2f].Array[Features];

    // Rows of an encoder that is a matrix: parts do not act on one another.
    private static readonly Gen<float[][]> _linear = Gen.Float[-1f, 1f].Array[Features].Array[4];

    [Fact]
    public void Of_a_linear_encoder_the_shares_of_all_parts_add_up_to_one() => Gen.Select(_features, _features, _linear).Sample((before, after, encoder) =>
    {
        float[] from = Encode(encoder, before);
        float[] to = Encode(encoder, after);
        double moved = Math.Sqrt(from.Zip(to, (f, t) => ((double)t - f) * (t - f)).Sum());
        double sum = Enumerable.Range(0, Features).Sum(part => ChangeShares.Of(from, to, Encode(encoder, [.. after.Select((a, i) => i == part ? before[i] : a)])));
        return moved < 0.05 || Math.Abs(sum - 1) < 1e-3;
    });

    [Fact]
    public void What_changes_nothing_has_no_share_and_what_is_all_of_it_has_it_all() => Gen.Select(_features, _features).Sample((before, after) =>
        ChangeShares.Of(before, after, after) == 0
        && ChangeShares.Of(before, before, after) == 0
        && (before.SequenceEqual(after) || Math.Abs(ChangeShares.Of(before, after, before) - 1) < 1e-9));

    [Fact]
    public void What_held_it_back_has_less_than_none() => Assert.Equal(-0.5, ChangeShares.Of([0f, 0f], [2f, 0f], [3f, 7f]), 9);

    [Fact]
    public void The_cosine_of_nothing_is_none()
    {
        Assert.Equal(0, ChangeShares.Cosine([0f, 0f], [1f, 0f]));
        Assert.Equal(1, ChangeShares.Cosine([2f, 0f], [1f, 0f]), 6);
    }

    private static float[] Encode(float[][] encoder, float[] features) => [.. encoder.Select(row => row.Zip(features, (w, f) => w * f).Sum())];
}
