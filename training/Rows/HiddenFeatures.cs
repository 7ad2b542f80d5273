using UserRep.Model.Features;

namespace UserRep.Training.Rows;

/// <summary>Makes some features look, for every user, as they do for one who has none of them.</summary>
internal sealed class HiddenFeatures
{
    private readonly FeatureBlock[] _blocks;
    private readonly float[] _absent;

    /// <param name="layout">The layout of the features.</param>
    /// <param name="hides">Which blocks to hide.</param>
    public HiddenFeatures(FeatureLayout layout, Func<FeatureBlock, bool> hides)
    {
        _blocks = [.. layout.Groups.SelectMany(g => g.Blocks).Where(hides)];
        _absent = AbsentUser.Features(layout);
    }

    /// <summary>Hides them in rows of raw features, in place.</summary>
    public void Apply(Span<float> rows)
    {
        for (int start = 0; start < rows.Length; start += _absent.Length)
        {
            foreach (FeatureBlock block in _blocks)
            {
                _absent.AsSpan(block.Offset, block.Length).CopyTo(rows[(start + block.Offset)..]);
            }
        }
    }
}
