using UserRep.Training.Engine;

namespace UserRep.Training.Evaluation.Rivals.Dlrm;

/// <summary>
/// The graph: dense features through a bottom network, embeddings of categories, inner products of all pairs, a top network
/// (Naumov et al. 2019, arXiv 1906.00091).
/// </summary>
internal sealed class DlrmModel(int attributes, DlrmOptions options)
{
    public const string Dense = "dense";
    public const string Label = "label";
    public const string Logit = "logit";

    /// <summary>Gets the inputs of embeddings: the item, the newest known items, all known items, then profile attributes.</summary>
    public string[] Embeddings { get; } = ["item", "recent", "all", .. Enumerable.Range(0, attributes).Select(a => $"attribute/{a}")];

    public void Define(Tape g)
    {
        Value hidden = g.Relu(g.Dense("bottom.1", g.Input(Dense, DlrmInputs.DenseWidth), options.Hidden));
        Value bottom = g.Relu(g.Dense("bottom.2", hidden, options.Width));
        Value[] vectors = [bottom, .. Embeddings.Select(name => g.Input(name, options.Width, wantsGradient: true))];
        Value features = g.Concat([bottom, .. Products(g, vectors)]);
        Value top = g.Relu(g.Dense("top.1", features, options.Hidden));
        Value logit = g.Output(Logit, g.Dense("top.2", top, 1));
        g.Loss(g.BceWithLogits(logit, g.Input(Label, 1)));
    }

    private static IEnumerable<Value> Products(Tape g, Value[] vectors) =>
        from i in Enumerable.Range(0, vectors.Length)
        from j in Enumerable.Range(0, i)
        select g.RowSum(g.Mul(vectors[i], vectors[j]));
}
