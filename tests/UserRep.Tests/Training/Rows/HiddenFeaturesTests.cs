using UserRep.Model.Features;
using UserRep.Tests.Model.Features;
using UserRep.Training.Rows;
using Xunit;

namespace UserRep.Tests.Training.Rows;

public sealed class HiddenFeaturesTests
{
    private const int Count = 3;

    private static readonly FeatureLayout Layout = new(TestSpecs.Small);

    [Theory]
    [InlineData("profile/")]
    [InlineData("onboarding/")]
    [InlineData("taste/7d")]
    [InlineData("nothing")]
    public void Exactly_the_blocks_named_look_as_an_absent_user_s(string prefix)
    {
        float[] absent = AbsentUser.Features(Layout);
        float[] rows = [.. Enumerable.Range(0, Count * Layout.Length).Select(i => 100f + i)];
        bool Hides(FeatureBlock block) => block.Name.StartsWith(prefix, StringComparison.Ordinal);
        bool[] hidden = new bool[Layout.Length];
        foreach (FeatureBlock block in Layout.Groups.SelectMany(g => g.Blocks).Where(Hides))
        {
            hidden.AsSpan(block.Offset, block.Length).Fill(true);
        }

        new HiddenFeatures(Layout, Hides).Apply(rows);

        Assert.Equal(prefix != "nothing", hidden.Contains(true));
        Assert.All(rows.Index(), x => Assert.Equal(hidden[x.Index % Layout.Length] ? absent[x.Index % Layout.Length] : 100f + x.Index, x.Item));
    }
}
