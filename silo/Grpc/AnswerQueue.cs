using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Silo.Grpc;

/// <summary>
/// The answers of one stream on their way out: written one after another as they get ready, while the next question is looked at; one that
/// has to wait holds up no other. As many wait as there is room for answers.
/// </summary>
internal sealed class AnswerQueue(IServerStreamWriter<ReadResponse> stream) : IDisposable
{
    private const int Most = 256;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _places = new(Most);
    private readonly List<Task> _waiting = [];
    private Task _writing = Task.CompletedTask;
    private volatile bool _isGone;

    /// <summary>Takes an answer in, and waits while there is no place for it.</summary>
    public async ValueTask AddAsync(ValueTask<Answer> answer, CancellationToken cancellation)
    {
        if (answer.IsCompletedSuccessfully)
        {
            // Without the token: a write ends once the client has gone, and a wait that can be cancelled costs more than a turn is long.
            await _turn.WaitAsync(CancellationToken.None);
            _writing = WriteAsync(answer.Result);
            return;
        }

        await _places.WaitAsync(cancellation);
        _waiting.RemoveAll(t => t.IsCompleted);
        _waiting.Add(PassOnAsync(answer));
    }

    /// <summary>Waits until everything that was taken in is written, or dropped because the client has gone.</summary>
    public async Task FinishAsync()
    {
        await Task.WhenAll(_waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _turn.WaitAsync();
        await _writing;
    }

    public void Dispose()
    {
        _turn.Dispose();
        _places.Dispose();
    }

    private async Task PassOnAsync(ValueTask<Answer> answer)
    {
        try
        {
            Answer ready = await answer;
            await _turn.WaitAsync();
            await WriteAsync(ready);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Writes an answer whose turn it is.</summary>
    private async Task WriteAsync(Answer answer)
    {
        try
        {
            if (!_isGone)
            {
                await stream.WriteAsync(answer.Response);
                answer.Release();
            }
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or OperationCanceledException)
        {
            // The client has gone; what is left is dropped, so that nobody waits to write it.
            _isGone = true;
        }
        finally
        {
            _turn.Release();
        }
    }
}
