using System.Globalization;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;

namespace UserRep.Benchmarks.Infrastructure;

/// <summary>
/// What it takes to serve the inputs of several models: one shared vector, against features of each model's own, made as a team would make them well
/// (see <see cref="FeaturePipeline"/>). Both ways take the same events, as many a second, into the same durable log, and each model reads the inputs of as
/// many users, in batches of as many, so many at once. The models have features of the same kind and size, those of the demo's model, which is what the vector is
/// computed from.
/// <para>
/// Processor time is that of this process (pipelines or clients, and who sends the events) and of Redis or the service, while the work is done, after a
/// warm-up that every user is part of and that ends at the work's pace, and a rest for as long as code of it is being compiled. Appending to the log counts both times; without UserRep
/// there is no service before the log. Vectors are there milliseconds after their events, features a second's worth of events later: that is what makes
/// a pipeline's batches. What models compute with their inputs is left out of both; with the vector their first layer has an eighth of the width.
/// </para>
/// <para>
/// Bytes read are the numbers that models get, and the events that are read to make them, once by each pipeline and once by the service; without what
/// protocols add. Bytes stored are the log and what Redis takes, or the service's data folder after it was stopped: log, a state of each user, the model.
/// Pipelines store no states, and Redis nothing on disk; after a restart they would begin anew. Memory is the numbers of all pipelines'
/// states and what Redis takes, or all living objects that the service has more than once the model was there: states, vectors, grains, and what it
/// remembers of the log. Garbage, the model, and what a database or the encoder keeps outside the heap are in neither. Bytes kept are both, and what
/// Redis takes once.
/// What the service spends on its way down, writing states of those whose turn had not come, is not in its processor time.
/// </para>
/// </summary>
internal sealed class InfrastructureBenchmark : IBenchmark
{
    private const double Million = 1e6;
    private const double Half = 0.5;
    private const int HalfFrom = 5;

    private static readonly int[] _models = [1, 5, 20];

    public string Name => "infrastructure";

    public string Question => "What does one shared vector take, against features of each model's own?";

    public bool IsSystem => true;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => RunAsync(options, cancellation).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(MeasuringOptions options, CancellationToken cancellation)
    {
        InfrastructureSize size = options.Quick ? new(2_000, 10_000, 0, 5_000, 5_000) : new(10_000, 150_000, 10_000, 20_000, 20_000);
        int repeats = options.Quick ? 1 : 5;
        List<CostPair> pairs = [];
        foreach (int models in _models)
        {
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                if (await PairAsync(models, size, isSharedFirst: repeat % 2 == 0, cancellation) is not { } pair)
                {
                    return [];
                }

                pairs.Add(pair);
            }
        }

        return Rows(size, pairs);
    }

    /// <summary>Both ways in turn; null where Redis is not installed.</summary>
    private static async Task<CostPair?> PairAsync(int models, InfrastructureSize size, bool isSharedFirst, CancellationToken cancellation)
    {
        SameEvents events = new(size, TimeProvider.System);
        SharedVector shared = new(models, size, events);
        WorkCost? first = isSharedFirst ? await shared.RunAsync(cancellation) : null;
        return await new OwnFeatures(models, size, events).RunAsync(cancellation) is { } own
            ? new CostPair(models, first ?? await shared.RunAsync(cancellation), own)
            : null;
    }

    private static IReadOnlyList<ResultRow> Rows(InfrastructureSize size, IReadOnlyList<CostPair> pairs)
    {
        string work = string.Create(CultureInfo.InvariantCulture, $"{size.Events:N0} events of {size.Users:N0} users, {InfrastructureSize.EventsPerSecond:N0} a second, {size.Reads:N0} reads by each model, its own computing left out");
        return
        [
            .. _models.Select(models => Row(models, "processor", $"processor time, {work}", "s", cost => cost.ProcessorSeconds, isJudged: true)),
            .. _models.Select(models => Row(models, "read", "bytes read for the same work", "MB read", cost => cost.ReadBytes / Million, isJudged: true)),
            .. _models.Select(models => Row(models, "kept", "bytes kept after it, in store and memory", "MB kept", cost => cost.KeptBytes / Million, isJudged: true)),
            .. _models.Select(models => Row(models, "stored", "of these, in store: the data folder, against the log and Redis", "MB stored", cost => cost.StoredBytes / Million, isJudged: false)),
            .. _models.Select(models => Row(models, "memory", "of these, in memory: what lives after a collection, against Redis and the numbers of states", "MB live", cost => cost.LiveBytes / Million, isJudged: false)),
        ];

        ResultRow Row(int models, string figure, string what, string unit, Func<WorkCost, double> cost, bool isJudged)
        {
            CostPair[] own = [.. pairs.Where(pair => pair.Models == models)];
            return ResultRow.Against(
                $"infrastructure.k{models}.{figure}",
                $"{models} {(models == 1 ? "model" : "models")}: {what}",
                unit,
                new Samples([.. own.Select(pair => cost(pair.Shared))]),
                "features of each model's own in Redis",
                new Samples([.. own.Select(pair => cost(pair.Own))]),
                new Bounds(Better.Lower, Goal: isJudged && models >= HalfFrom ? Half : null));
        }
    }
}
