using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Compatibility;

/// <summary>
/// The questions of the evaluation's live task within the events that two versions have both been trained on. Neither is asked about
/// the time after its training, so areas are too high; but none has seen more of the answers than the other, and it is the difference that counts.
/// </summary>
internal static class LiveQuestions
{
    /// <param name="table">The data set.</param>
    /// <param name="vectors">The older version's item vectors.</param>
    /// <param name="options">The protocol.</param>
    /// <param name="itemOptions">From how many events on an item is asked about.</param>
    /// <param name="untilMs">Up to when both versions have been trained.</param>
    /// <returns>The questions; null where there are no times to ask by.</returns>
    public static Questions? Ask(EventTable table, ItemVectorSet vectors, AlignmentOptions options, ItemVectorOptions itemOptions, long untilMs)
    {
        if (!table.Info.HasTimes || !Array.Exists(table.TimesMs, time => time <= untilMs)) return null;
        TimeSplit split = TimeSplit.AtShares(table, options.FitShare, options.TestShare, check: 1, untilMs);
        bool[] candidates = EvaluationDataBuilder.Candidates(table, vectors, itemOptions with { UntilMs = split.FitUntilMs });
        IEnumerable<Cut> cuts = new CutFinder(table, split, options.Protocol).Find().Where(cut => cut.Kind == CutKind.Live);
        return new QuestionWriter(table, split, candidates, options.Protocol).Write(cuts);
    }
}
