using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Evaluation.Rivals.Dlrm;

/// <summary>The embedding tables and their traffic with a batch. Cuts bring all their examples, so that a bag is summed once for all of them.</summary>
internal sealed class DlrmTables
{
    private const float ProfileDeviation = 0.1f;

    private readonly DlrmInputs _inputs;
    private readonly DlrmModel _model;
    private readonly DlrmOptions _options;
    private readonly EmbeddingTableParameter _items;
    private readonly EmbeddingTableParameter _history;
    private readonly EmbeddingTableParameter _profiles;

    public DlrmTables(DlrmInputs inputs, DlrmModel model, ItemMatrix items, DlrmOptions options, int seed)
    {
        (_inputs, _model, _options) = (inputs, model, options);
        Initialiser start = Initialisers.From(ItemStart.Project(inputs.Candidates, items, options.Width));
        _items = new EmbeddingTableParameter(inputs.Candidates.Count, options.Width, start, seed);
        _history = new EmbeddingTableParameter(inputs.Candidates.Count, options.Width, start, seed);
        _profiles = new EmbeddingTableParameter(Math.Max(1, inputs.ProfileRows), options.Width, Initialisers.Normal(ProfileDeviation), seed);
    }

    public IEnumerable<float[]> Values => [_items.Value, _history.Value, _profiles.Value];

    /// <summary>Fills a batch with the examples of some cuts.</summary>
    /// <returns>The number of examples.</returns>
    public int Fill(ReadOnlySpan<int> cuts, Batch batch)
    {
        int row = 0;
        foreach (int cut in cuts)
        {
            int first = row;
            foreach (Example example in Examples(cut))
            {
                _items.Gather([_inputs.Candidates.PlaceOf(example.Item)], Row(batch["item"], row));
                _inputs.Dense(example, batch[DlrmModel.Dense].AsSpan(row * DlrmInputs.DenseWidth, DlrmInputs.DenseWidth));
                batch[DlrmModel.Label][row++] = example.IsPositive ? 1 : 0;
            }

            FillUser(cut, first, row, batch);
        }

        return row;
    }

    /// <summary>Takes the gradients of the batch's last step, filled from the same cuts, and moves the rows met.</summary>
    public void Update(ReadOnlySpan<int> cuts, Batch batch)
    {
        int row = 0;
        foreach (int cut in cuts)
        {
            int first = row;
            foreach (Example example in Examples(cut))
            {
                _items.Scatter([_inputs.Candidates.PlaceOf(example.Item)], Row(batch.Gradient("item"), row++));
            }

            ScatterUser(cut, first, row, batch);
        }

        _items.Update(_options.EmbeddingRate);
        _history.Update(_options.EmbeddingRate);
        _profiles.Update(_options.EmbeddingRate);
    }

    private ReadOnlySpan<Example> Examples(int cut) => _inputs.Questions.Examples.AsSpan(_inputs.ExamplesOf(cut));

    private Span<float> Row(float[] array, int row) => array.AsSpan(row * _options.Width, _options.Width);

    private ReadOnlySpan<int> Recent(int cut) => _inputs.Known(cut)[Math.Max(0, _inputs.Known(cut).Length - _options.Recent)..];

    private ReadOnlySpan<int> ProfileRow(int cut, int embedding) => _inputs.Profile(_inputs.Questions.Cuts[cut].User).Slice(embedding - 3, 1);

    private void FillUser(int cut, int first, int end, Batch batch)
    {
        for (int e = 1; e < _model.Embeddings.Length; e++)
        {
            float[] target = batch[_model.Embeddings[e]];
            Span<float> once = Row(target, first);
            switch (e)
            {
                case 1: _history.GatherMean(Recent(cut), once); break;
                case 2: _history.GatherMean(_inputs.Known(cut), once); break;
                default: _profiles.Gather(ProfileRow(cut, e), once); break;
            }

            for (int row = first + 1; row < end; row++)
            {
                once.CopyTo(Row(target, row));
            }
        }
    }

    private void ScatterUser(int cut, int first, int end, Batch batch)
    {
        for (int e = 1; e < _model.Embeddings.Length; e++)
        {
            float[] gradients = batch.Gradient(_model.Embeddings[e]);
            Span<float> sum = Row(gradients, first);
            for (int row = first + 1; row < end; row++)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(sum, Row(gradients, row), sum);
            }

            switch (e)
            {
                case 1: _history.ScatterMean(Recent(cut), sum); break;
                case 2: _history.ScatterMean(_inputs.Known(cut), sum); break;
                default: _profiles.Scatter(ProfileRow(cut, e), sum); break;
            }
        }
    }
}
