using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using UserRep.Protocol.V1;

namespace UserRep.Tests.Client;

/// <summary>One call of a stream of reads without a wire: a test lets messages through, answers them and ends the call, each when it says so.</summary>
internal sealed class ScriptedCall : IClientStreamWriter<ReadRequest>, IAsyncStreamReader<ReadResponse>
{
    private readonly Channel<ReadRequest> _written = Channel.CreateUnbounded<ReadRequest>();
    private readonly Channel<ReadResponse> _answers = Channel.CreateUnbounded<ReadResponse>();

    public WriteOptions? WriteOptions { get; set; }

    public ReadResponse Current { get; private set; } = new();

    /// <summary>What each write waits for once it has been seen.</summary>
    public Func<ReadRequest, Task> Letting { get; set; } = _ => Task.CompletedTask;

    public AsyncDuplexStreamingCall<ReadRequest, ReadResponse> Open() =>
        new(this, this, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    /// <summary>The next message that is written, and from whose users.</summary>
    public async Task<ReadRequest> WrittenAsync() => await _written.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next message that is written, with nobody answered before it: it goes once those before it are waited for no longer.</summary>
    public async Task<ReadRequest> WrittenAsync(FakeTimeProvider time)
    {
        Task<ReadRequest> written = WrittenAsync();
        while (!written.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        return await written;
    }

    public void Answer(ReadRequest request) => _answers.Writer.TryWrite(new ReadResponse
    {
        Id = request.Id,
        Version = "v1",
        Space = "space",
        Dimension = 1,
        Vectors = Google.Protobuf.ByteString.CopyFrom(new byte[sizeof(float) * request.UserIds.Count]),
        Positions = { request.UserIds.Select(_ => 1L) },
        AsOfMs = { request.UserIds.Select(_ => 1_000L) },
        Freshness = Google.Protobuf.ByteString.CopyFrom(new byte[request.UserIds.Count]),
    });

    /// <summary>Ends the call as a broken connection does.</summary>
    public void Break() => _answers.Writer.TryComplete(new RpcException(new Status(StatusCode.Unavailable, "broken")));

    public Task WriteAsync(ReadRequest message)
    {
        // As it was before the test saw the message: what the test sets then is for the next.
        Func<ReadRequest, Task> letting = Letting;
        _written.Writer.TryWrite(message);
        return letting(message);
    }

    public Task CompleteAsync() => Task.CompletedTask;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await _answers.Reader.WaitToReadAsync(cancellationToken))
        {
            return false;
        }

        Current = await _answers.Reader.ReadAsync(cancellationToken);
        return true;
    }
}
