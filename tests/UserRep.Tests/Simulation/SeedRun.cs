using System.Diagnostics;
using System.Globalization;
using UserRep.Tests.Simulation.Checking;
using UserRep.Tests.Simulation.Cluster;

namespace UserRep.Tests.Simulation;

/// <summary>Simulations of many seeds, on all cores, up to the first that fails.</summary>
/// <param name="Seeds">How many ran.</param>
/// <param name="Took">How long that took.</param>
/// <param name="FirstFailed">The lowest seed that failed; null if none did.</param>
/// <param name="Broken">The name of the invariant it broke; null if none did.</param>
/// <param name="Failure">The invariant it broke, how to run it again, and the last of what happened; null if none did.</param>
internal sealed record SeedRun(int Seeds, TimeSpan Took, int? FirstFailed, string? Broken, string? Failure)
{
    /// <summary>Whether the environment asks for seeds.</summary>
    public static bool IsAsked => One is not null || Many is not null;

    /// <summary>The seeds that the environment asks for: one, so many, or as many as given.</summary>
    public static IReadOnlyList<int> Asked(int count) =>
        One is { } one ? [int.Parse(one, CultureInfo.InvariantCulture)] : [.. Enumerable.Range(1, Many is { } many ? int.Parse(many, CultureInfo.InvariantCulture) : count)];

    public static SeedRun Of(Parts parts, IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        int ran = 0;
        object found = new();
        (int Seed, string Broken, string Text)? first = null;
        Parallel.ForEach(seeds, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            SimulationWorld world = new(seed, parts);
            Violation? violation = world.Run();
            Interlocked.Increment(ref ran);
            if (violation is not null)
            {
                lock (found)
                {
                    first = first is { } earlier && earlier.Seed < seed ? first : (seed, violation.Invariant, Describe(world, violation));
                }

                loop.Break();
            }
        });
        return new SeedRun(ran, Stopwatch.GetElapsedTime(started), first?.Seed, first?.Broken, first?.Text);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Seeds:N0} seeds in {Took.TotalSeconds:0.0} s, {Seeds / Took.TotalMinutes:N0} a minute");

    private static string? One => Variable("USERREP_SEED");

    private static string? Many => Variable("USERREP_SEEDS");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Describe(SimulationWorld world, Violation violation) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Seed {world.Seed} breaks {violation.Invariant}: {violation.What}
        Run it again: USERREP_SEED={world.Seed} dotnet test --project tests/UserRep.Tests --filter-class "*.SimulationTests"
        {world.Setup}
        The last of what happened:
        {string.Join(Environment.NewLine, world.Trace.Lines)}
        """);
}
