using System.Globalization;
using UserRep.Benchmarks.Cli;
using UserRep.Benchmarks.Measuring;
using UserRep.Training.Cli;
using Xunit;

namespace UserRep.Tests.Benchmarks.Cli;

public sealed class BenchmarkRunTests : IDisposable
{
    private readonly StringWriter _said = new(CultureInfo.InvariantCulture);
    private readonly List<string> _answered = [];

    [Fact]
    public void A_question_that_fails_takes_nothing_from_the_others()
    {
        BenchmarkRun run = Run(CancellationToken.None, FakeBenchmark.Answering("a"), FakeBenchmark.Failing("b"), FakeBenchmark.Answering("c"));
        Assert.Equal(["a.x", "c.x"], run.Rows.Select(row => row.Id));
        Assert.Equal(["a", "c"], _answered);
        UserErrorException error = Assert.Throws<UserErrorException>(run.ThrowIfAnyFailed);
        Assert.Contains("the rows of the others stand: b.", error.Message, StringComparison.Ordinal);
        Assert.Contains("It broke.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_is_answered_there_is_nothing_to_say()
    {
        Run(CancellationToken.None, FakeBenchmark.Answering("a"), FakeBenchmark.Answering("b")).ThrowIfAnyFailed();
        Assert.Equal(["a", "b"], _answered);
    }

    [Fact]
    public void Progress_tells_which_question_it_was_how_long_it_took_and_how_it_went()
    {
        Run(CancellationToken.None, FakeBenchmark.Answering("a"), FakeBenchmark.Failing("b"), new FakeBenchmark("c", () => []));
        string[] lines = _said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^a \(1 of 3\): \d+\.\d s, floors met 1 of 1, goals met 0 of 0", lines[0]);
        Assert.Matches(@"^b \(2 of 3\): \d+\.\d s, failed", lines[1]);
        Assert.Matches(@"^c \(3 of 3\): \d+\.\d s, not measured", lines[2]);
    }

    [Fact]
    public void What_is_cancelled_ends_and_is_no_failure()
    {
        using CancellationTokenSource source = new();
        FakeBenchmark cancelled = new("b", () =>
        {
            source.Cancel();
            throw new OperationCanceledException();
        });
        Assert.Throws<OperationCanceledException>(() => Run(source.Token, FakeBenchmark.Answering("a"), cancelled, FakeBenchmark.Answering("c")));
        Assert.Equal(["a"], _answered);
    }

    public void Dispose() => _said.Dispose();

    private BenchmarkRun Run(CancellationToken cancellation, params IBenchmark[] benchmarks)
    {
        BenchmarkRun run = new(new LineProgress(_said, TimeProvider.System), (benchmark, _) => _answered.Add(benchmark.Name));
        run.Run(benchmarks, new MeasuringOptions(), cancellation);
        return run;
    }
}
