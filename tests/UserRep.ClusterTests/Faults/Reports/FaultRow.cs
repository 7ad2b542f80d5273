using System.Globalization;

namespace UserRep.ClusterTests.Faults.Reports;

/// <summary>What came of one fault. Times that were not measured are null.</summary>
internal sealed record FaultRow
{
    private static readonly DateTimeOffset Began = TimeProvider.System.GetUtcNow();

    public required string Fault { get; init; }

    /// <summary>Gets a value indicating whether something must be lost here, to show that loss would be seen.</summary>
    public required bool Control { get; init; }

    public required int Seed { get; init; }

    /// <summary>Gets the day it was run.</summary>
    public string Date { get; init; } = Began.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Gets when the run began that it is of, in UTC: rows of one run are of one build.</summary>
    public string Run { get; init; } = Began.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Gets the number of calls of writers and readers.</summary>
    public long Operations { get; init; }

    /// <summary>Gets the number of events that were acknowledged.</summary>
    public int Acknowledged { get; init; }

    public int Lost { get; init; }

    public int Doubled { get; init; }

    /// <summary>Gets the number of events of which nobody was told whether they were taken.</summary>
    public int Unknown { get; init; }

    /// <summary>Gets how long it took from the fault until it was noticed.</summary>
    public double? DetectionSeconds { get; init; }

    /// <summary>Gets how long it took until everybody was read and written again everywhere: from when the fault was set right, which is when a killed silo was started again, a frozen one went on, or what was cut was whole.</summary>
    public double? RecoverySeconds { get; init; }

    /// <summary>Gets for how long, at the worst, something later had been acknowledged than what was read.</summary>
    public double? WorstStalenessSeconds { get; init; }

    /// <summary>Gets the 99th percentile of reads before, in milliseconds, of users whom the fault does not touch.</summary>
    public double? P99Before { get; init; }

    public double? P99During { get; init; }

    public double? P99After { get; init; }

    /// <summary>Gets <c>holds</c>, <c>loses, as it must</c>, <c>not run: …</c>, or what was broken.</summary>
    public required string Verdict { get; init; }

    /// <summary>Gets what else is worth knowing.</summary>
    public string Note { get; init; } = string.Empty;
}
