using UserRep.Training.Cli;
using UserRep.Training.Datasets;

namespace UserRep.Training.ItemVectors;

/// <summary>Chooses the kinds of item vector that a data set can give, and learns them from events up to a moment.</summary>
internal sealed class ItemVectorLearner(EventTable table, ItemVectorOptions options)
{
    /// <summary>
    /// The kinds learned unless others are asked for: given vectors where the catalogue has them, sittings, and as another view tags or,
    /// without any, the whole history. Without times there are no sittings, and the history stands in for them.
    /// </summary>
    public IReadOnlyList<string> DefaultModalities
    {
        get
        {
            string collaborative = table.Info.HasTimes ? ModalityNames.Sitting : ModalityNames.History;
            string[] given = table.Catalogue.Items.Any(item => item.Vector is not null) ? [ModalityNames.Given] : [];
            string other = table.Catalogue.Items.Any(item => item.Tags.Count > 0) ? ModalityNames.Content : ModalityNames.History;
            return [.. given.Append(collaborative).Append(other).Distinct()];
        }
    }

    /// <exception cref="UserErrorException">A kind cannot be learned from this data set.</exception>
    public ItemVectorSet Learn(IReadOnlyList<string>? modalities, IProgressReporter progress, CancellationToken cancellation)
    {
        List<ModalityVectors> learned = [];
        foreach (string name in modalities ?? DefaultModalities)
        {
            using IProgressStage stage = progress.Start($"Learning item vectors: {name}");
            ModalityVectors vectors = Learn(name, cancellation) ?? throw new UserErrorException($"No item vectors of the kind '{name}': {Lack(name)}");
            stage.Note($"{vectors.ItemsWithVector:N0} items × {vectors.Dimension}");
            learned.Add(vectors);
        }

        return new ItemVectorSet(learned);
    }

    private ModalityVectors? Learn(string name, CancellationToken cancellation) => name switch
    {
        ModalityNames.Given => GivenItemVectors.Take(name, table.Catalogue),
        ModalityNames.Content => ContentVectors.Learn(name, table.Catalogue, options, cancellation),
        ModalityNames.Sitting => CollaborativeVectors.Learn(name, table, sittings: true, options, cancellation),
        ModalityNames.History => CollaborativeVectors.Learn(name, table, sittings: false, options, cancellation),
        _ => throw new UserErrorException($"There is no modality '{name}'. Choose among {string.Join(", ", ModalityNames.All)}."),
    };

    private string Lack(string name) => name switch
    {
        ModalityNames.Given => "no item has a given vector. Import the items with vectors, or leave it out of --modalities.",
        ModalityNames.Content => "no two items share a tag. Import the items with tags, or leave it out of --modalities.",
        _ => $"no two items with {options.MinimumEvents} events or more stand together up to the moment. Take a later --until, or more data.",
    };
}
