extern alias Silo;

using System.Text;
using Silo::UserRep.Silo.Dashboard.Reports;

namespace UserRep.Tests.Fuzzing;

/// <summary>The figures of an evaluation as they come with bundles: whoever looks at a report sees them, or a page without them.</summary>
internal sealed class EvaluationTarget : FuzzTarget
{
    public override string Name => "evaluations";

    public override int Share => 1_000;

    public override IReadOnlyList<byte[]> Samples { get; } =
    [
        .. ((string[])
        [
            """{"dataset":{"name":"plays","users":9},"split":{"end":"2025"},"settings":{"options":{"bundle.version":"v1","bundle.embeddingSpace":"abc"}},"tasks":{"live":{"models":{"userrep":{"auc":0.847,"aucLow":0.835,"aucHigh":0.859}}},"coldStart":{"models":{"userrep":{"auc":0.75,"aucLow":null}}}}}""",
            """{"dataset":{"name":"\u0041\ud83d\ude00"},"tasks":{"\ud83d\ude00":{"models":{"userrep":{"auc":1e-3}}}}}""",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<byte[]> Words { get; } = [.. JsonWords.All, .. ((string[])["\"dataset\":{", "\"tasks\":{", "\"models\":{\"userrep\":{", "\"auc\":", "\"bundle.version\":"]).Select(Encoding.UTF8.GetBytes)];

    public override void Read(byte[] input)
    {
        if (Evaluation.Of(input) is not { } evaluation)
        {
            return;
        }

        _ = EvaluationWords.Of(evaluation, "abc");
        foreach ((string task, TaskFigure figure) in evaluation.Tasks)
        {
            _ = EvaluationWords.Task(task) + figure.Text;
        }
    }
}
