using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.Replay;

namespace UserRep.Training.Rows;

/// <summary>
/// Draws training rows: other moments of other users every time, so that memory holds one draw whatever the number of epochs.
/// The same options give the same draws.
/// </summary>
internal sealed class RowSource : IRowSource
{
    private const int HeldOutDraw = -1;

    private readonly RowPlanner _planner;
    private readonly RowBuilder _builder;
    private readonly HiddenFeatures? _hidden;

    /// <param name="table">The data set.</param>
    /// <param name="layout">The layout of the features.</param>
    /// <param name="createReplay">Makes a replay for a thread.</param>
    /// <param name="options">How rows are drawn.</param>
    /// <param name="hidden">Features that neither input nor target may show, or null.</param>
    public RowSource(EventTable table, FeatureLayout layout, Func<IUserReplay> createReplay, RowOptions options, HiddenFeatures? hidden = null)
    {
        _planner = new RowPlanner(table, options);
        _builder = new RowBuilder(table, layout, createReplay);
        _hidden = hidden;
    }

    public TrainingRows Draw(int number, CancellationToken cancellation = default) => Build(heldOut: false, number, cancellation);

    public TrainingRows HeldOut(CancellationToken cancellation = default) => Build(heldOut: true, HeldOutDraw, cancellation);

    private TrainingRows Build(bool heldOut, int draw, CancellationToken cancellation)
    {
        TrainingRows rows = _builder.Build(_planner.Plan(heldOut, draw), cancellation);
        _hidden?.Apply(rows.Inputs);
        _hidden?.Apply(rows.Targets);
        return rows;
    }
}
