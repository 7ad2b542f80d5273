using System.Globalization;
using System.Runtime.CompilerServices;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.Testing;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests.Faults;

/// <summary>
/// The fault matrix. As a test, those that are quick in a short form; with <c>USERREP_FAULTS=all</c> each at its full length into the report, or those
/// it names; <c>USERREP_SEED</c> chooses another run. A machine that lacks what one needs says so in its row.
/// </summary>
public sealed class FaultTests(SharedPostgres postgres)
{
    private const string All = "all";

    private static readonly string? _wanted = Environment.GetEnvironmentVariable("USERREP_FAULTS");
    private static readonly int _seed = int.Parse(Environment.GetEnvironmentVariable("USERREP_SEED") ?? "1", CultureInfo.InvariantCulture);

    public static TheoryData<string> Wanted { get; } = [.. FaultMatrix.All.Where(IsWanted).Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Wanted))]
    public async Task Nothing_acknowledged_is_lost_or_counted_twice_or_mixed_up(string name)
    {
        Fault fault = FaultMatrix.All.Single(f => f.Name == name);
        FaultSetting setting = new(postgres, _seed, IsWhole: _wanted is not null, said => TestContext.Current.SendDiagnosticMessage($"{name}: {said}"));
        FaultRow row = await RowAsync(fault, setting);
        TestContext.Current.TestOutputHelper!.WriteLine($"{row}");
        if (_wanted is not null)
        {
            new FaultReport(Results()).Put(row, [.. FaultMatrix.All.Select(f => f.Name)]);
        }

        Assert.True(Verdicts.IsGood(row.Verdict), row.Verdict);
    }

    private static bool IsWanted(Fault fault) => _wanted switch
    {
        null => fault.IsQuick,
        All => true,
        string names => names.Split(',', StringSplitOptions.TrimEntries).Contains(fault.Name),
    };

    private static async Task<FaultRow> RowAsync(Fault fault, FaultSetting setting)
    {
        if (fault.Lacks() is not { } lacks)
        {
            return await fault.RunAsync(setting);
        }

        if (!setting.IsWhole)
        {
            Requirement.Missing($"{fault.Name} {lacks}.");
        }

        return new FaultRow
        {
            Fault = fault.Name,
            Control = fault.IsControl,
            Seed = setting.Seed,
            Verdict = $"{Verdicts.NotRun}{lacks}",
        };
    }

    private static string Results([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "results");
}
