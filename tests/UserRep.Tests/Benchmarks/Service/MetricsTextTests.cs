using UserRep.Benchmarks.Service;
using Xunit;

namespace UserRep.Tests.Benchmarks.Service;

public sealed class MetricsTextTests
{
    private const string Text = """
        # TYPE userrep_encode_queue gauge
        # HELP userrep_encode_queue Users whose vector waits.
        userrep_encode_queue{otel_scope_name="UserRep"} 12 1700000000000
        # TYPE userrep_reads_vectors_total counter
        userrep_reads_vectors_total{freshness="fresh"} 40
        userrep_reads_vectors_total{freshness="stale"} 2
        userrep_reads_vectors_total_other 5
        userrep_users_live 1.5E+3
        """;

    [Theory]
    [InlineData("userrep_encode_queue", 12)]
    [InlineData("userrep_reads_vectors_total", 42)]
    [InlineData("userrep_users_live", 1_500)]
    [InlineData("userrep_not_there", 0)]
    public void A_metric_is_the_sum_over_its_labels(string name, double value) => Assert.Equal(value, MetricsText.Sum(Text, name));
}
