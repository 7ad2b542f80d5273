using UserRep.Model.Bundles;
using UserRep.Model.Compatibility;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Heads;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;
using UserRep.Training.Train;

namespace UserRep.Training.Compatibility;

/// <summary>What a head that was trained on an older version's vectors loses when it is given mapped ones, on users that the map has not seen.</summary>
internal sealed class MappedTask(EventTable table, ModelBundle older, UserParts parts, PipelineOptions options)
{
    /// <param name="map">The map.</param>
    /// <param name="from">Gives the vectors that are mapped.</param>
    /// <param name="to">Gives the older version's.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Both areas; null where there are too few events to ask about.</returns>
    public MappedTaskAuc? Measure(AffineMap map, VectorSource from, VectorSource to, CancellationToken cancellation)
    {
        long untilMs = Math.Min(options.UntilMs, older.Manifest.TrainingCut?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        ItemVectorSet items = BundleData.Vectors(older, table.Catalogue);
        if (LiveQuestions.Ask(table, items, options.Alignment, options.ItemVectors, untilMs) is not { } asked) return null;
        TwinQuestions questions = new(asked, cut => cut.Period == Period.Test && parts.Of(table.UserIds[cut.User]) == Period.Test);
        if (questions.Answers < options.Alignment.FewestAnswers || !Has(asked, Period.Train) || !Has(asked, Period.Validation)) return null;
        UserMatrix own = to.At(asked.Cuts);
        UserMatrix users = own with { Values = [.. own.Values, .. Mapped(map, from.At(questions.Twins)).Values] };
        float[][] scores = Score(new HeadInputs(questions.All, users, new ItemMatrix(items)), asked, cancellation);
        return new MappedTaskAuc(scores.Average(questions.FirstAuc), scores.Average(questions.SecondAuc));
    }

    private static bool Has(Questions questions, Period period) => Array.Exists(questions.Cuts, cut => cut.Period == period);

    private static UserMatrix Mapped(AffineMap map, UserMatrix vectors)
    {
        UserMatrix mapped = UserMatrix.Create("mapped", vectors.Rows, map.ToDimension);
        for (int row = 0; row < vectors.Rows; row++) map.Map(vectors.Row(row), mapped.Row(row));
        return mapped;
    }

    private float[][] Score(HeadInputs inputs, Questions asked, CancellationToken cancellation)
    {
        HeadOptions head = options.Alignment.Head;
        float[] projection = ProjectionStart.Fit(inputs, AverageVectors.Build(asked, inputs.Items), head.Ridge);
        float[][] scores = new float[options.Alignment.HeadSeeds][];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Alignment.Threads, CancellationToken = cancellation };
        Parallel.For(0, scores.Length, parallel, seed => scores[seed] = new DownstreamHead(inputs, projection, head, seed + 1).TrainAndScore(cancellation));
        return scores;
    }
}
