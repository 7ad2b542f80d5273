using UserRep.Training.Datasets;

namespace UserRep.Training.Evaluation.Protocol;

/// <summary>All cuts and examples of an evaluation, the same for every method.</summary>
/// <param name="Table">The data set.</param>
/// <param name="Split">The split by time.</param>
/// <param name="Candidates">Whether an item may be asked about: it had a vector when item vectors were learned.</param>
/// <param name="Cuts">The cuts that have examples.</param>
/// <param name="Examples">The examples; those of one cut are contiguous.</param>
internal sealed record Questions(EventTable Table, TimeSplit Split, bool[] Candidates, Cut[] Cuts, Example[] Examples)
{
    /// <summary>The items a user is known for at a cut, oldest first, picks included, repeats included, items without vector left out.</summary>
    public IEnumerable<int> KnownItems(Cut cut)
    {
        for (int i = Table.EventsOf(cut.User).Start.Value; i < cut.EventEnd; i++)
        {
            if (Table.Items[i] >= 0 && Candidates[Table.Items[i]])
            {
                yield return Table.Items[i];
            }
        }
    }

    public CutKind KindOf(in Example example) => Cuts[example.Cut].Kind;

    public Period PeriodOf(in Example example) => Cuts[example.Cut].Period;
}
