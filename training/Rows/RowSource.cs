using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Rows;

/// <summary>
/// Draws training rows: other moments of other users every time, so that memory holds one draw whatever the number of epochs.
/// The same options give the same draws.
/// </summary>
internal sealed class RowSource(EventTable table, FeatureLayout layout, ItemVectorSet items, RowOptions options)
{
    private const int HeldOutDraw = -1;

    private readonly RowPlanner _planner = new(table, options);
    private readonly RowBuilder _builder = new(table, layout, items);

    /// <summary>Rows of users to learn from.</summary>
    public TrainingRows Draw(int number, CancellationToken cancellation = default) =>
        _builder.Build(_planner.Plan(heldOut: false, number), cancellation);

    /// <summary>Rows of users to watch the loss on; always the same.</summary>
    public TrainingRows HeldOut(CancellationToken cancellation = default) =>
        _builder.Build(_planner.Plan(heldOut: true, HeldOutDraw), cancellation);
}
