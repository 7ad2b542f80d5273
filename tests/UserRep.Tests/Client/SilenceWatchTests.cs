using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

public class SilenceWatchTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_silo_that_answers_other_questions_is_not_silent_however_long_one_takes()
    {
        await using ScriptedService service = await ScriptedService.StartAsync((_, _) => null);
        using SiloChannel silo = Silo(service.Address);
        using SilenceWatch watch = new(silo, _patience, _time, () => { });
        watch.Sent();
        Advance(2);
        await AnswersAsync(silo, 1);
        for (int i = 2; i < 5; i++)
        {
            // The first look finds the answer.
            Advance(3);
            await AnswersAsync(silo, i);
        }

        Assert.False(watch.IsSilent);
        Assert.False(silo.IsResting);
    }

    [Fact]
    public void A_silo_that_answers_nothing_is_silent_when_the_patience_is_over_and_rests()
    {
        using SilentAddress nobody = SilentAddress.Frozen();
        using SiloChannel silo = Silo(nobody.Address);
        int ended = 0;
        using SilenceWatch watch = new(silo, _patience, _time, () => ended++);
        watch.Sent();

        Advance(3);
        Assert.False(watch.IsSilent);
        Advance(1);
        Assert.True(watch.IsSilent);
        Assert.True(silo.IsResting);
        Advance(10);
        Assert.Equal(1, ended);
    }

    [Fact]
    public void Where_no_question_waits_nobody_is_silent()
    {
        using SilentAddress nobody = SilentAddress.Frozen();
        using SiloChannel silo = Silo(nobody.Address);
        using SilenceWatch watch = new(silo, _patience, _time, () => { });
        watch.Sent();
        Advance(2);
        watch.Answered();
        Advance(10);
        watch.Sent();
        Advance(3);

        Assert.False(watch.IsSilent);
    }

    private SiloChannel Silo(Uri address) => new(GrpcChannel.ForAddress(address), _time);

    private void Advance(int looks)
    {
        for (int i = 0; i < looks; i++)
        {
            _time.Advance(_look);
        }
    }

    private static async Task AnswersAsync(SiloChannel silo, long many)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (silo.Answers < many)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
