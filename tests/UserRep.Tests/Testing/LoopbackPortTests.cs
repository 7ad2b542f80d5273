using UserRep.Testing;
using Xunit;

namespace UserRep.Tests.Testing;

public class LoopbackPortTests
{
    private const int Ports = 600;

    [Fact]
    public void No_port_is_given_out_twice()
    {
        // At random out of some 28,000, six or so of them would come twice.
        int[] ports = [.. Enumerable.Range(0, Ports).AsParallel().SelectMany(n => n % 10 == 0 ? Row(LoopbackPort.FreeRow(2)) : [LoopbackPort.Free()])];

        Assert.Equal(Ports * 11 / 10, ports.Length);
        Assert.Equal(ports.Length, ports.Distinct().Count());
    }

    private static int[] Row(int first) => [first, first + 1];
}
