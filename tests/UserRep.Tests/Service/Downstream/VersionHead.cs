using UserRep.Model.Bundles;
using UserRep.Training.Compatibility;
using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;

namespace UserRep.Tests.Service.Downstream;

/// <summary>A downstream model's head for one version. It knows users by vectors alone: to learn from, as of moments in the past; to answer about, as served.</summary>
internal sealed class VersionHead : IDisposable
{
    private readonly ILookup<int, int> _examplesOf;
    private readonly HeadInputs _served;
    private readonly HeadScorer _scorer;

    private VersionHead(HeadInputs learned, HeadScorer scorer)
    {
        Questions questions = learned.Questions;
        _served = learned.With(UserMatrix.Create("served", questions.Cuts.Length, learned.Users.Width));
        _examplesOf = Enumerable.Range(0, questions.Examples.Length).ToLookup(example => questions.Examples[example].Cut);
        _scorer = scorer;
    }

    public static VersionHead Train(Questions questions, ModelBundle version, int seed, CancellationToken cancellation)
    {
        ItemVectorSet vectors = BundleData.Vectors(version, questions.Table.Catalogue);
        HeadInputs inputs = new(questions, Past(questions, version), new ItemMatrix(vectors));
        HeadOptions options = new();
        float[] projection = ProjectionStart.Fit(inputs, AverageVectors.Build(questions, inputs.Items), options.Ridge);
        return new VersionHead(inputs, new DownstreamHead(inputs, projection, options, seed).Train(cancellation));
    }

    /// <summary>Answers everything that is asked about a user at a moment.</summary>
    /// <param name="cut">Who and when.</param>
    /// <param name="vector">The user's vector.</param>
    /// <param name="scores">Where the answers go, by example.</param>
    public void Answer(int cut, ReadOnlySpan<float> vector, float[] scores)
    {
        vector.CopyTo(_served.Users.Row(cut));
        int[] examples = [.. _examplesOf[cut]];
        foreach ((int example, float score) in examples.Zip(_scorer.Score(_served, examples)))
        {
            scores[example] = score;
        }
    }

    public void Dispose() => _scorer.Dispose();

    /// <summary>The vectors that the head learns from; those of the test it never sees here.</summary>
    private static UserMatrix Past(Questions questions, ModelBundle version)
    {
        int[] past = [.. Enumerable.Range(0, questions.Cuts.Length).Where(cut => questions.Cuts[cut].Period != Period.Test)];
        UserMatrix vectors = VectorSource.Of(version, questions.Table).At([.. past.Select(cut => questions.Cuts[cut])]);
        UserMatrix users = UserMatrix.Create(version.Version, questions.Cuts.Length, vectors.Width);
        for (int row = 0; row < past.Length; row++)
        {
            vectors.Row(row).CopyTo(users.Row(past[row]));
        }

        return users;
    }
}
