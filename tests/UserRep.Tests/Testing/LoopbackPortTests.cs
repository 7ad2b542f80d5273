using UserRep.Testing;
using Xunit;

namespace UserRep.Tests.Testing;

public class LoopbackPortTests
{
    private const int Ports = 600;

    [Fact]
    public void No_port_is_given_out_twice()
    {
        int[] ports = [.. Enumerable.Range(0, Ports).AsParallel().SelectMany(n => n % 10 == 0 ? Row(LoopbackPort.FreeRow(2)) : [LoopbackPort.Free()])];

        Assert.Equal(Ports * 11 / 10, ports.Length);
        Assert.Equal(ports.Length, ports.Distinct().Count());
    }

    [Fact]
    public void No_connection_of_somebody_else_takes_a_port_that_was_given_out()
    {
        // The least that Linux, macOS and Windows give to outgoing connections.
        const int Outgoing = 32_768;

        Assert.All(Enumerable.Range(0, Ports).Select(_ => LoopbackPort.Free()), port => Assert.InRange(port, 1_024, Outgoing - 1));
    }

    private static int[] Row(int first) => [first, first + 1];
}
