using System.Threading.Channels;
using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Silo.Grpc;

/// <summary>
/// The answers of one stream on their way out: written one after another as they get ready; one that has to wait holds up no other. As
/// many wait as there is room for answers.
/// </summary>
internal sealed class AnswerQueue : IDisposable
{
    private const int Most = 256;

    private readonly Channel<ReadResponse> _ready = Channel.CreateBounded<ReadResponse>(Most);
    private readonly SemaphoreSlim _places = new(Most);
    private readonly List<Task> _waiting = [];
    private readonly Task _writing;

    public AnswerQueue(IServerStreamWriter<ReadResponse> stream) => _writing = WriteAsync(stream);

    /// <summary>Takes an answer in, and waits while there is no place for it.</summary>
    public async ValueTask AddAsync(ValueTask<ReadResponse> answer, CancellationToken cancellation)
    {
        if (answer.IsCompletedSuccessfully)
        {
            await _ready.Writer.WriteAsync(answer.Result, cancellation);
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
        _ready.Writer.Complete();
        await _writing;
    }

    public void Dispose() => _places.Dispose();

    private async Task PassOnAsync(ValueTask<ReadResponse> answer)
    {
        try
        {
            await _ready.Writer.WriteAsync(await answer);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task WriteAsync(IServerStreamWriter<ReadResponse> stream)
    {
        bool isOpen = true;
        await foreach (ReadResponse response in _ready.Reader.ReadAllAsync())
        {
            try
            {
                if (isOpen)
                {
                    await stream.WriteAsync(response);
                }
            }
            catch (Exception error) when (error is InvalidOperationException or IOException or OperationCanceledException)
            {
                // The client has gone; what is left is read and dropped, so that nobody waits to write it.
                isOpen = false;
            }
        }
    }
}
