using UserRep.Benchmarks.EventCosts;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class ThreadNamesTests
{
    [Theory]
    [InlineData("writer of event", nameof(ThreadWork.Writer))]
    [InlineData("writer of snaps", nameof(ThreadWork.Snapshots))]
    [InlineData("folding of even", nameof(ThreadWork.Folding))]
    [InlineData("folding of snap", nameof(ThreadWork.Folding))]
    [InlineData("writer of grain", nameof(ThreadWork.Other))]
    [InlineData("encoder of demo", nameof(ThreadWork.Encoder))]
    [InlineData(".NET TP Worker", nameof(ThreadWork.Workers))]
    [InlineData(".NET BGC", nameof(ThreadWork.Collector))]
    [InlineData(".NET Tiered Com", nameof(ThreadWork.Compiler))]
    [InlineData(".NET Sockets", nameof(ThreadWork.Other))]
    [InlineData("dotnet", nameof(ThreadWork.Other))]
    public void A_thread_does_what_its_name_says(string name, string work) => Assert.Equal(work, ThreadNames.WorkOf(name).ToString());
}
