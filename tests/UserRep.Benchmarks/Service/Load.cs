using System.Globalization;
using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>What the load is made of: events of the demo's kind, drawn by a seed.</summary>
internal static class Load
{
    public const int Users = 50_000;

    /// <summary>How many users there are where few of them have most of the events.</summary>
    public const int SkewedUsers = 100_000;

    private const int Items = 1_500;
    private const double Exponent = 1;
    private const int MostCallers = 1_024;

    private static readonly Zipf _skew = new(SkewedUsers, Exponent);

    // Made beforehand: to make ids is the work of no contender. Of a million users most are made as they come, by the load generator.
    private static readonly string[] _users = [.. Enumerable.Range(0, SkewedUsers).Select(Id)];

    private static int _spreads;

    public static UserEvent Event(Random random) => new() { UserId = User(random), Type = random.Next(5) == 0 ? "like" : "listen", ItemId = Item(random) };

    /// <summary>An event of a user drawn by Zipf's law: the first has 8 % of all events, the first hundred have 43 %.</summary>
    public static UserEvent SkewedEvent(Random random) => Event(random) with { UserId = SkewedUser(random) };

    /// <summary>The same of so many users: events of users drawn by the law, whose table is made once.</summary>
    public static Func<Random, UserEvent> SkewedOver(int users)
    {
        Zipf skew = new(users, Exponent);
        return random => Event(random) with { UserId = User(skew.Next(random)) };
    }

    public static string User(Random random) => User(random.Next(Users));

    public static string SkewedUser(Random random) => User(_skew.Next(random));

    public static string User(int number) => (uint)number < (uint)_users.Length ? _users[number] : Id(number);

    public static string Item(Random random) => string.Create(CultureInfo.InvariantCulture, $"track-{random.Next(Items):000000}");

    /// <summary>
    /// So many operations by callers at once, each one after the other, with a random source of its own: another one each time, since a load
    /// that comes again finds everything where it left it.
    /// </summary>
    public static Task SpreadAsync(int operations, int callers, Func<Random, Task> operation) => SpreadAsync(operations, callers, (_, random) => operation(random));

    /// <summary>The same, of operations that are awaited as they are: to make tasks of them is not what callers do.</summary>
    public static Task SpreadAsync<T>(int operations, int callers, Func<Random, ValueTask<T>> operation) => RunAsync(operations, callers, async (_, random, times) =>
    {
        for (int i = 0; i < times; i++)
        {
            await operation(random);
        }
    });

    /// <summary>The same, and each is told which caller it is.</summary>
    public static Task SpreadAsync(int operations, int callers, Func<int, Random, Task> operation) => RunAsync(operations, callers, async (caller, random, times) =>
    {
        for (int i = 0; i < times; i++)
        {
            await operation(caller, random);
        }
    });

    /// <summary>Runs callers at once, each of whom is told how often to do it.</summary>
    private static Task RunAsync(int operations, int callers, Func<int, Random, int, Task> run)
    {
        int spread = Interlocked.Increment(ref _spreads);
        int some = Math.Min(operations, callers);
        return Task.WhenAll(Enumerable.Range(0, some).Select(caller => Task.Run(() => run(caller, new Random((spread * MostCallers) + caller), (operations - caller + some - 1) / some))));
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"user-{number}");
}
