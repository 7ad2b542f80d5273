using UserRep.Model.Features;
using UserRep.Training.Rows;

namespace UserRep.Training.Autoencoder;

/// <summary>
/// Hides whole groups from the encoder at random. A hidden group looks just as it does for a user who has none of it,
/// so that users without history, profile or onboarding are no surprise later.
/// </summary>
internal sealed class GroupMasker
{
    private readonly FeatureGroup[] _groups;
    private readonly float[] _absent;
    private readonly double _probability;
    private readonly Random _random;

    public GroupMasker(FeatureLayout layout, FeatureNormaliser normaliser, double probability, int seed)
    {
        _groups = [.. layout.Groups];
        _probability = probability;
        _random = new Random(seed);
        _absent = AbsentUser.Features(layout);
        normaliser.Apply(_absent);
    }

    public void Apply(Span<float> row)
    {
        foreach (FeatureGroup group in _groups)
        {
            if (_random.NextDouble() < _probability)
            {
                _absent.AsSpan(group.Offset, group.Length).CopyTo(row[group.Offset..]);
            }
        }
    }
}
