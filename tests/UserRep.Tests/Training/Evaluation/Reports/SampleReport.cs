using UserRep.Training.Autoencoder;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Reports.Pictures;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Tests.Training.Evaluation.Reports;

/// <summary>A report with every part filled in, figures made up.</summary>
internal static class SampleReport
{
    private static readonly (string Name, double Live, double Weekly, double Cold)[] Models =
    [
        ("userrep", .7308, .7058, .7051), ("average", .7082, .7030, .6913), ("averagePlus", .7185, .6978, .7125), ("raw", .7312, .6995, .7147),
        ("pca", .7259, .6956, .7057), ("popularity", .619, .612, .664), ("cosine", .679, .673, .656), ("mf", .713, .705, .690),
        ("lightfm", .702, .695, .688), ("dlrm", .685, .668, .690), ("multvae", .709, .699, .689),
    ];

    private static readonly int[] EventsSeen = [0, 1, 2, 5, 10, 20];

    public static EvaluationReport Create()
    {
        Dictionary<string, TaskFigures> tasks = Tasks();
        return new EvaluationReport
        {
            Dataset = new DatasetFigures("ml-1m", 6_040, 3_883, 575_281, 41_229),
            Split = new SplitFigures("2000-08-28T00:00:00Z", "2000-11-19T00:00:00Z", "2001-05-01T00:00:00Z", "2003-02-28T00:00:00Z"),
            Settings = new SettingsFigures(
                new Dictionary<string, string> { ["head.hidden"] = "64", ["protocol.negativePower"] = "0.75" },
                new Dictionary<string, IReadOnlyList<TriedSetting>> { ["mf"] = [new("factors=48 alpha=20", .701), new("factors=96 alpha=20", .704)] }),
            Tasks = tasks,
            Check = tasks,
            ColdStartCurve = [.. EventsSeen.Select((seen, i) => new ColdStartPoint(seen, AsPicks: false, 1200 - (100 * i), Curve(i, .55), Curve(i, .12)))],
            Neighbours = new Dictionary<string, NeighbourFigures> { ["favouriteItemsAfter"] = Neighbours(.12), ["favouriteGenreAfter"] = Neighbours(.61), ["profileGender"] = Neighbours(.72) },
            Transfer = new Dictionary<string, AttributeFigures> { ["gender"] = Attribute() },
            Ablations = [.. Ablations()],
            LearningCurves = [.. Enumerable.Range(1, 3).Select(seed => new LearningCurve(seed, [.. Enumerable.Range(1, 12).Select(e => Point(seed, e))]))],
            Findings = Findings.Of(tasks, Floors.Of("ml-1m")),
            Timings = new Dictionary<string, double> { ["item vectors"] = 4.21, ["encoders"] = 95.5 },
            Seeds = new SeedFigures([1, 2, 3], [1, 2, 3, 4, 5], 1, 1),
            Commands = ["userrep-train import movielens-1m DIR --out ml-1m", "userrep-train evaluate ml-1m --out report"],
        };
    }

    public static Projection Projection()
    {
        Random random = new(3);
        string[] genres = ["Drama", "Comedy", "Action", "Thriller", "Romance", "Horror", "Children's", "Sci-Fi"];
        string?[] groups = [.. Enumerable.Range(0, 1500).Select(i => i % 50 == 0 ? null : genres[(int)(genres.Length * Math.Pow(random.NextDouble(), 1.6))])];
        UserMatrix users = UserMatrix.Create("userrep", groups.Length, 12);
        for (int row = 0; row < groups.Length; row++)
        {
            for (int c = 0; c < users.Width; c++)
            {
                double group = groups[row] is { } name ? Math.Sin((Array.IndexOf(genres, name) * 1.3) + c) : 0;
                users.Row(row)[c] = (float)(group + (random.NextDouble() * 1.6));
            }
        }

        return new Projection(users, groups, "Favourite genre");
    }

    private static Dictionary<string, TaskFigures> Tasks() => new()
    {
        [ModelNames.Live] = Task(m => m.Live),
        [ModelNames.Weekly] = Task(m => m.Weekly),
        [ModelNames.ColdStart] = Task(m => m.Cold),
    };

    private static TaskFigures Task(Func<(string Name, double Live, double Weekly, double Cold), double> aucOf)
    {
        double ours = aucOf(Models[0]);
        return new TaskFigures(
            60_004,
            2_044,
            Models.ToDictionary(m => m.Name, m => new ModelFigures(aucOf(m), aucOf(m) - .007, aucOf(m) + .008, aucOf(m) - .05)),
            Models.Skip(1).ToDictionary(m => m.Name, m => Gain(100 * ((ours / aucOf(m)) - 1), .5)));
    }

    private static GainFigures Gain(double value, double half) => new(value, value - half, value + half);

    private static Dictionary<string, double> Curve(int step, double start) =>
        Models.Select((m, i) => (m.Name, Value: start + ((.04 - (.002 * i)) * step) - (.004 * i))).ToDictionary(m => m.Name, m => m.Value);

    private static NeighbourFigures Neighbours(double ndcg) => new(
        1_850,
        Models.Take(5).Select((m, i) => (m.Name, Value: ndcg * (1 - (.02 * i)))).ToDictionary(m => m.Name, m => new NdcgFigures(m.Value, m.Value - .01, m.Value + .01)),
        Models.Skip(1).Take(4).Select((m, i) => (m.Name, Value: 2.0 * (i + 1))).ToDictionary(m => m.Name, m => new NdcgFigures(m.Value, m.Value - 1, m.Value + 1)));

    private static AttributeFigures Attribute() => new(
        6_040,
        ["F", "M"],
        .717,
        new Dictionary<string, TransferModelFigures> { ["userrep"] = new(.83, .82, .84, .79, .78, .80, .44), ["raw"] = new(.84, .83, .85, .80, .79, .81, .43) },
        new Dictionary<string, GainFigures> { ["raw"] = new(-1.2, -1.6, -0.8) });

    private static IEnumerable<AblationFigures> Ablations()
    {
        string[] names = ["no onboarding", "no content", "no co-occurrence", "no profile", "exact windows", "30 numbers", "60 numbers", "240 numbers", "no masking", "no event drop"];
        for (int i = 0; i < names.Length; i++)
        {
            double size = i % 3 == 0 ? .3 : -.4 * i;
            Dictionary<string, GainFigures> tasks = new() { [ModelNames.Live] = Gain(size, .4), [ModelNames.Weekly] = Gain(size / 2, .6), [ModelNames.ColdStart] = Gain(-size / 3, .5) };
            yield return new AblationFigures(names[i], "what is left out is zero everywhere", tasks, [1], [1, 2, 3]);
        }
    }

    private static LearningCurvePoint Point(int seed, int epoch) =>
        new(epoch, .42 + (.5 / epoch) + (.012 * seed), .35 + (.42 / epoch) + (.009 * seed));
}
