using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Hosting;

public sealed class RoundsTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _called = [];
    private readonly List<string> _failed = [];

    [Fact]
    public async Task Whoever_fails_or_hangs_is_told_of_and_the_others_are_called_on()
    {
        Task round = GoAsync(CancellationToken.None);

        Assert.Equal(["throws", "fails", "hangs"], _called);
        _time.Advance(_patience - TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, _called.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await round;

        Assert.Equal(["throws", "fails", "hangs", "works"], _called);
        Assert.Equal(["throws IOException", "fails IOException", "hangs TimeoutException"], _failed);
    }

    [Fact]
    public async Task A_round_that_is_ended_calls_on_nobody_else()
    {
        using CancellationTokenSource end = new();
        Task round = GoAsync(end.Token);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
        Assert.Equal(["throws", "fails", "hangs"], _called);
    }

    private Task GoAsync(CancellationToken cancellation) => new Rounds(_patience, _time).GoAsync(
        ["throws", "fails", "hangs", "works"],
        one =>
        {
            _called.Add(one);
            return one switch
            {
                "throws" => throw new IOException(),
                "fails" => Task.FromException(new IOException()),
                "hangs" => new TaskCompletionSource().Task,
                _ => Task.CompletedTask,
            };
        },
        (one, error) => _failed.Add($"{one} {error.GetType().Name}"),
        cancellation);
}
