using UserRep.Tests.Training.Datasets;
using UserRep.Training.Autoencoder;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Evaluation.Statistics;
using UserRep.Training.ItemVectors;
using UserRep.Training.Rows;

namespace UserRep.Tests.Training.Evaluation.Run;

/// <summary>A hand-made data set of two tastes, one a country, and options that evaluate it in seconds.</summary>
internal static class TinyEvaluation
{
    public const int Users = 240;
    public const int Idle = 10;

    private const int Items = 60;
    private const int EventsPerUser = 24;
    private const int Days = 100;
    private const double Loyalty = 0.85;

    public static AutoencoderOptions Autoencoder => new()
    {
        Dimension = 10,
        Epochs = 3,
        ItemUnits = 16,
        FactUnits = 8,
        JointUnits = 16,
        BatchSize = 64,
        Threads = 1,
    };

    public static EvaluationOptions Options => new EvaluationOptions
    {
        HeadSeeds = 1,
        RivalSeeds = 1,
        Rivals = ["popularity"],
        Threads = 2,
        Protocol = new ProtocolOptions { MaximumExamples = 2_000, CurveUsers = 20, CurveList = 10, FirstDayMs = 5 * ProtocolOptions.DayMs },
        ItemVectors = new ItemVectorOptions { Dimension = 8, MinimumEvents = 3 },
        Rows = new RowOptions { RowsPerDraw = 1_600 },
        Autoencoder = Autoencoder,
        Bootstrap = new BootstrapOptions { Replicates = 20 },
    };

    public static EvaluateRequest Request(string dataset, string report, string? bundle = null) => new(dataset, report, Options, Fresh: false, bundle);

    /// <summary>Writes users of two countries with a taste each; the last of them have done nothing.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="hasTimes">Whether events have times.</param>
    /// <param name="countryOf">The country that a user gives; by default where the taste is from.</param>
    public static void Write(string folder, bool hasTimes, Func<int, string?>? countryOf = null)
    {
        DatasetInfo header = new() { Name = "tastes", HasTimes = hasTimes, EventTypes = ["take"], Attributes = ["country"] };
        ItemInfo[] items = [.. Enumerable.Range(0, Items).Select(i => new ItemInfo($"item-{i}", []))];
        new SampleData(header, items, [.. Enumerable.Range(0, Users).Select(u => User(u, hasTimes, countryOf ?? Country))]).Write(folder);
    }

    public static string Country(int user) => user % 2 == 0 ? "AT" : "SE";

    private static UserHistory User(int user, bool hasTimes, Func<int, string?> countryOf)
    {
        Random random = new(user);
        double start = random.NextDouble() * Days * 0.7;
        EventRow[] events = [.. Enumerable.Range(0, user < Users - Idle ? EventsPerUser : 0)
            .Select(_ => new EventRow(Item(user % 2, random), 0, Time(start + (random.NextDouble() * Days * 0.3), hasTimes), 1))
            .OrderBy(e => e.TimeMs)];
        return new UserHistory($"user-{user}", events, [countryOf(user)]);
    }

    private static long Time(double day, bool hasTimes) => hasTimes ? (long)(day * ProtocolOptions.DayMs) : 0;

    private static int Item(int taste, Random random) =>
        (random.Next(Items / 2) * 2) + (random.NextDouble() < Loyalty ? taste : random.Next(2));
}
