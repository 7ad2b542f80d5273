extern alias Silo;

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Silo::UserRep.Protocol.V1;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Silo::UserRep.Silo.Access.Limits;
using Silo::UserRep.Silo.Grpc;
using Silo::UserRep.Silo.Hosting;
using UserRep.Grains.Reading;
using UserRep.Grains.Watching;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>How the service's streams end: with a client's mistake, and when the service stops.</summary>
public sealed class GrpcStreamTests : IDisposable
{
    // What a question, or the end of them, sets off has happened when the test goes on.
    private readonly Channel<ReadRequest> _questions = Channel.CreateUnbounded<ReadRequest>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
    private readonly Answers _answers = new();
    private readonly SlowReader _reader = new();
    private readonly KnownIdentities _identities = new([], []);
    private readonly AccessMeter _meter = new();
    private readonly CallLimits _limits;
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    public GrpcStreamTests() => _limits = new CallLimits(new SiloOptions(), _identities, _meter);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _limits.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_ends_the_stream_after_what_was_asked_before_it_is_answered()
    {
        Task reading = Read();
        await AskAsync();
        _questions.Writer.Complete(new RpcException(new Status(StatusCode.ResourceExhausted, "too large")));

        Assert.False(reading.IsCompleted);
        _reader.Answer.SetResult();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => InTime(reading));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Equal([7UL], _answers.Select(a => a.Id));
    }

    [Fact]
    public async Task When_the_service_stops_reads_end_with_those_under_way_answered()
    {
        Task reading = Read();
        await AskAsync();

        _lifetime.StopApplication();

        Assert.False(reading.IsCompleted);
        _reader.Answer.SetResult();
        await InTime(reading);
        Assert.Equal([7UL], _answers.Select(a => a.Id));
    }

    [Fact]
    public async Task When_the_service_stops_watches_end()
    {
        Task watching = Service().Watch(new WatchRequest(), new NoNotices(), new StreamContext(Cancellation));

        _lifetime.StopApplication();

        await InTime(watching);
    }

    private UserRepService Service() => new(null!, _reader, new NoChanges(), null!, null!, _identities, _limits, _lifetime, NullLogger<UserRepService>.Instance);

    private Task Read() => Service().Read(new Questions(_questions.Reader), _answers, new StreamContext(Cancellation));

    private async Task AskAsync()
    {
        _questions.Writer.TryWrite(new ReadRequest { Id = 7, UserIds = { "ann" } });
        await InTime(_reader.Asked.Task);
    }

    private static Task InTime(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    private sealed class Questions(ChannelReader<ReadRequest> questions) : IAsyncStreamReader<ReadRequest>
    {
        public ReadRequest Current { get; private set; } = new();

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            bool isThere = await questions.WaitToReadAsync(cancellationToken);
            Current = isThere ? await questions.ReadAsync(cancellationToken) : Current;
            return isThere;
        }
    }

    private sealed class Answers : List<ReadResponse>, IServerStreamWriter<ReadResponse>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(ReadResponse message)
        {
            Add(message);
            return Task.CompletedTask;
        }
    }

    private sealed class NoNotices : IServerStreamWriter<WatchResponse>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(WatchResponse message) => throw new NotSupportedException();
    }

    private sealed class NoChanges : IVectorChanges
    {
        public async IAsyncEnumerable<VectorChange> WatchAsync(
            string? version, IReadOnlyCollection<string>? userIds, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
            yield break;
        }
    }

    private sealed class SlowReader : IEmbeddingReader
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<EmbeddingBatch> ReadAsync(EmbeddingQuery query, CancellationToken cancellation)
        {
            Asked.TrySetResult();
            await Answer.Task.WaitAsync(cancellation);
            return new EmbeddingBatch { Version = "v1", Space = "space", Dimension = 1, ServedAtMs = 0, Vectors = new float[1], Infos = new EmbeddingInfo[1] };
        }

        public ValueTask<IReadOnlyList<EmbeddingGroup>> ReadForAsync(string consumer, bool isWhole, EmbeddingQuery query, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
