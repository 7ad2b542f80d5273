namespace UserRep.Model.Features;

/// <summary>Writes a feature vector from front to back.</summary>
internal ref struct FeatureCursor(Span<float> features)
{
    private readonly Span<float> _features = features;
    private int _next;

    public void Write(float value) => _features[_next++] = value;

    public Span<float> Take(int length)
    {
        Span<float> taken = _features.Slice(_next, length);
        _next += length;
        return taken;
    }
}
