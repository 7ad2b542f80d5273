extern alias Silo;

using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Silo::UserRep.Silo.Hosting;
using Silo::UserRep.Silo.Problems;
using Silo::UserRep.Silo.Versions;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Where an upload lies, and that nothing of it stays.</summary>
public sealed class IncomingBundlesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SiloOptions _options = new();
    private readonly FakeTimeProvider _time = new();

    public IncomingBundlesTests() => _options.Grains.DataDirectory = _folder.Path;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string> Files => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_lies_in_the_folder_of_data_while_it_is_used_and_then_is_gone()
    {
        using IncomingBundles incoming = new(_options, _time);
        byte[] read = await incoming.UseAsync(
            new MemoryStream([1, 2, 3]),
            file =>
            {
                Assert.Equal([file], Files);
                return File.ReadAllBytesAsync(file, Cancellation);
            },
            Cancellation);
        Assert.Equal([1, 2, 3], read);
        await Assert.ThrowsAsync<InvalidDataException>(() => incoming.UseAsync<int>(new MemoryStream([1]), _ => throw new InvalidDataException(), Cancellation));
        Assert.Empty(Files);
    }

    [Fact]
    public async Task One_that_does_not_arrive_in_time_makes_room_for_the_next()
    {
        using IncomingBundles incoming = new(_options, _time);
        Pipe never = new();
        Task<int> first = incoming.UseAsync(never.Reader.AsStream(), _ => Task.FromResult(1), Cancellation);
        Task<int> second = incoming.UseAsync(new MemoryStream([2]), _ => Task.FromResult(2), Cancellation);
        _time.Advance(IncomingBundles.Patience);

        BadRequestException late = await Assert.ThrowsAsync<BadRequestException>(() => first);
        Assert.Contains("15 minutes", late.Message, StringComparison.Ordinal);
        Assert.Equal(2, await second);
        Assert.Empty(Files);
    }

    [Fact]
    public async Task The_next_one_waits_for_the_one_before()
    {
        using IncomingBundles incoming = new(_options, _time);
        TaskCompletionSource isUsed = new();
        Task<int> first = incoming.UseAsync(
            new MemoryStream([1]),
            async _ =>
            {
                await isUsed.Task;
                return 1;
            },
            Cancellation);
        Task<int> second = incoming.UseAsync(new MemoryStream([2]), _ => Task.FromResult(2), Cancellation);
        Assert.Single(Files);
        isUsed.SetResult();
        int[] used = await Task.WhenAll(first, second);
        Assert.Equal([1, 2], used);
    }

    [Fact]
    public async Task What_a_silo_that_was_killed_left_is_removed_at_the_start()
    {
        using IncomingBundles killed = new(_options, _time);
        string left = await killed.UseAsync(new MemoryStream([1]), Task.FromResult, Cancellation);
        await File.WriteAllBytesAsync(left, [1], Cancellation);
        using IncomingBundles incoming = new(_options, _time);
        await incoming.StartAsync(Cancellation);
        Assert.Empty(Files);
    }
}
