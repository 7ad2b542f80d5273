using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.ItemVectors;
using UserRep.Training.Specs;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Learns item vectors, asks the questions and computes the features of an evaluation.</summary>
internal sealed class EvaluationDataBuilder(EventTable table, EvaluationOptions options, IProgressReporter progress)
{
    public EvaluationData Build(CancellationToken cancellation)
    {
        TimeSplit split = TimeSplit.AtShares(table, options.FitShare, options.TestShare, options.CheckShare);
        ItemVectorOptions vectorOptions = options.ItemVectors with { UntilMs = split.FitUntilMs };
        ItemVectorSet vectors = new ItemVectorLearner(table, vectorOptions).Learn(options.Modalities, progress, cancellation);
        FeatureLayout layout = new(new SpecBuilder(table, new SpecOptions { Scales = options.Scales }).Build(vectors, split.FitUntilMs));
        return With(split, vectors, layout, vectorOptions);
    }

    /// <summary>The same with a bundle's item vectors, features and encoder, and the fit up to where the bundle was trained.</summary>
    /// <exception cref="UserErrorException">The bundle does not fit the data set or the split.</exception>
    public EvaluationData Build(ModelBundle bundle)
    {
        TimeSplit split = BundleData.Split(bundle, TimeSplit.AtShares(table, options.FitShare, options.TestShare, options.CheckShare));
        ItemVectorSet vectors = BundleData.Vectors(bundle, table.Catalogue);
        GivenSpec.Check(bundle.Spec, vectors, table.Info);
        return With(split, vectors, new FeatureLayout(bundle.Spec), options.ItemVectors with { UntilMs = split.FitUntilMs }) with { Bundle = bundle };
    }

    /// <summary>The same around item vectors and features that are given.</summary>
    public EvaluationData With(TimeSplit split, ItemVectorSet vectors, FeatureLayout layout, ItemVectorOptions vectorOptions)
    {
        using IProgressStage stage = progress.Start("Asking questions");
        bool[] candidates = Candidates(table, vectors, vectorOptions);
        Questions questions = new QuestionWriter(table, split, candidates, options.Protocol)
            .Write(new CutFinder(table, split, options.Protocol).Find());
        if (questions.Examples.Length == 0)
        {
            throw new UserErrorException("The data set leaves no questions: no user takes a known item after the fit's end. Take more data or an earlier --fit.");
        }

        stage.Note($"{questions.Cuts.Length:N0} cuts, {questions.Examples.Length:N0} examples");
        ItemMatrix items = new(vectors);
        MethodContext context = new(questions, vectors, items, AverageVectors.Build(questions, items));
        EvaluationData data = new(table, split, vectors, layout, context, UserMatrix.Create("features", 0, layout.Length));
        return data with { Features = data.FeaturesOf(questions.Cuts) };
    }

    /// <summary>Items that were used often enough up to the fit's end to have been learned from: only these are asked about.</summary>
    public static bool[] Candidates(EventTable table, ItemVectorSet vectors, ItemVectorOptions vectorOptions)
    {
        bool[] candidates = new bool[table.Catalogue.Count];
        foreach (int item in CollaborativeVectors.FrequentItems(table, vectorOptions))
        {
            candidates[item] = vectors.Knows(item);
        }

        return candidates;
    }
}
