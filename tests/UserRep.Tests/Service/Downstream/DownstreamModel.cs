using UserRep.Client;
using UserRep.Model.Bundles;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Tests.Service.Downstream;

/// <summary>One of the models that take a user's vector instead of features of their own: a task, and a head for each version that it has learned.</summary>
internal sealed class DownstreamModel(string name, Questions questions, SiloProcess silo) : IAsyncDisposable
{
    private readonly List<KeyValuePair<string, VersionHead>> _heads = [];
    private UserRepClient? _client;

    public string Name => name;

    public VersionHeads<VersionHead> Heads { get; private set; } = null!;

    /// <summary>Trains a head on a version's vectors, and is deployed anew with all the heads there are: they say what it accepts.</summary>
    public async Task<ConsumerRegistration> LearnAsync(ModelBundle version, CancellationToken cancellation)
    {
        _heads.Insert(0, new(version.Version, VersionHead.Train(questions, version, seed: 1, cancellation)));
        Heads = new VersionHeads<VersionHead>(_heads);
        await (_client?.DisposeAsync() ?? default);
        _client = silo.Client(options => options.Consumer = Heads.Consumer(name));
        return (await _client.RegisterConsumerAsync(cancellation))!;
    }

    public Task<ConsumerRegistration?> RegisterAsync(CancellationToken cancellation) => _client!.RegisterConsumerAsync(cancellation);

    /// <summary>Reads the vectors that the questions are about, as of their moments, and answers as a downstream model should: by the head of whatever version it was given.</summary>
    public async Task<Answers> AnswerAsync(CancellationToken cancellation)
    {
        List<UserVector> read = [];
        foreach (int cut in Asked)
        {
            GetOptions then = new() { AsOf = DateTimeOffset.FromUnixTimeMilliseconds(questions.Cuts[cut].AsOfMs) };
            read.Add(await _client!.GetAsync(questions.Table.UserIds[questions.Cuts[cut].User], then, cancellation));
        }

        return Answer(read, Heads.For);
    }

    /// <summary>Answers by one head, whatever version the vectors are of: what a model does that does not ask.</summary>
    public Answers AnswerBlindly(IReadOnlyList<UserVector> read, ModelBundle version) =>
        Heads.TryFor(version.Version, out VersionHead? head) ? Answer(read, _ => head) : throw new ArgumentException($"{name} has not learned {version.Version}.", nameof(version));

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? default);
        _heads.ForEach(head => head.Value.Dispose());
    }

    private IEnumerable<int> Asked => Enumerable.Range(0, questions.Cuts.Length).Where(cut => questions.Cuts[cut].Period == Period.Test);

    private Answers Answer(IReadOnlyList<UserVector> read, Func<UserVector, VersionHead> headFor)
    {
        float[] scores = new float[questions.Examples.Length];
        foreach ((int cut, UserVector vector) in Asked.Zip(read))
        {
            headFor(vector).Answer(cut, vector.Vector.Span, scores);
        }

        return new Answers(questions, scores, read);
    }
}
