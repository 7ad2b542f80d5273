namespace UserRep.Training.Engine;

/// <summary>Fills a new parameter of the given shape (row-major; a weight is [inputs, outputs]).</summary>
internal delegate void Initialiser(Span<float> values, ReadOnlySpan<int> shape, Random random);
