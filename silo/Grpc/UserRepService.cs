using System.Threading.Channels;
using Grpc.Core;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Watching;
using UserRep.Protocol.V1;
using UserRep.Silo.Versions;

namespace UserRep.Silo.Grpc;

/// <summary>The data plane of the client library.</summary>
internal sealed class UserRepService(IEventIntake intake, IEmbeddingReader reader, IVectorChanges changes, IVersionRegistry versions) : Protocol.V1.UserRep.UserRepBase
{
    private const int AnswersWaiting = 256;

    public override async Task<PublishResponse> Publish(PublishRequest request, ServerCallContext context)
    {
        try
        {
            IReadOnlyList<AcceptedEvent> accepted = await intake.AcceptAsync([.. request.Events.Select(GrpcMessages.Event)], context.CancellationToken);
            PublishResponse response = new();
            for (int i = 0; i < accepted.Count; i++)
            {
                response.Positions.Add(accepted[i].Position);
                if (accepted[i].IsDuplicate)
                {
                    response.Duplicates.Add(i);
                }
            }

            return response;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw GrpcFailures.Rpc(error);
        }
    }

    /// <summary>Questions are answered as they come; one that has to wait for a user holds up no other. As many wait as there is room for answers.</summary>
    public override async Task Read(IAsyncStreamReader<ReadRequest> requestStream, IServerStreamWriter<ReadResponse> responseStream, ServerCallContext context)
    {
        Channel<ReadResponse> ready = Channel.CreateBounded<ReadResponse>(AnswersWaiting);
        Task writing = WriteAsync(ready.Reader, responseStream);
        using SemaphoreSlim places = new(AnswersWaiting);
        List<Task> waiting = [];
        try
        {
            await foreach (ReadRequest request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                ValueTask<ReadResponse> answer = AnswerAsync(request, context.CancellationToken);
                if (answer.IsCompletedSuccessfully)
                {
                    await ready.Writer.WriteAsync(answer.Result, context.CancellationToken);
                    continue;
                }

                await places.WaitAsync(context.CancellationToken);
                waiting.RemoveAll(t => t.IsCompleted);
                waiting.Add(PassOnAsync(answer, ready.Writer, places));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client has gone.
        }

        await Task.WhenAll(waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ready.Writer.Complete();
        await writing;
    }

    public override async Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context)
    {
        string? version = request.Version.Length == 0 ? null : request.Version;
        try
        {
            await foreach (VectorChange change in changes.WatchAsync(version, request.UserIds, context.CancellationToken))
            {
                WatchResponse response = new();
                response.Changes.Add(GrpcMessages.Change(change));
                await responseStream.WriteAsync(response, context.CancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher has gone, or the service goes.
        }
    }

    public override async Task<ListVersionsResponse> ListVersions(ListVersionsRequest request, ServerCallContext context)
    {
        ListVersionsResponse response = new();
        response.Versions.AddRange((await versions.ListAsync(context.CancellationToken)).Select(
            v => new Protocol.V1.Version { Version_ = v.Version, Space = v.Space, Dimension = v.Dimension, State = VersionsApi.StateName(v.State) }));
        return response;
    }

    private ValueTask<ReadResponse> AnswerAsync(ReadRequest request, CancellationToken cancellation)
    {
        ValueTask<EmbeddingBatch> read;
        try
        {
            read = reader.ReadAsync(GrpcMessages.Query(request), cancellation);
        }
        catch (Exception error)
        {
            return new ValueTask<ReadResponse>(new ReadResponse { Id = request.Id, Failure = GrpcFailures.Of(error) });
        }

        return read.IsCompletedSuccessfully ? new ValueTask<ReadResponse>(GrpcMessages.Response(request.Id, read.Result)) : new ValueTask<ReadResponse>(WaitAsync(request.Id, read));
    }

    private static async Task<ReadResponse> WaitAsync(ulong id, ValueTask<EmbeddingBatch> read)
    {
        try
        {
            return GrpcMessages.Response(id, await read);
        }
        catch (Exception error)
        {
            return new ReadResponse { Id = id, Failure = GrpcFailures.Of(error) };
        }
    }

    private static async Task PassOnAsync(ValueTask<ReadResponse> answer, ChannelWriter<ReadResponse> ready, SemaphoreSlim places)
    {
        try
        {
            await ready.WriteAsync(await answer);
        }
        finally
        {
            places.Release();
        }
    }

    private static async Task WriteAsync(ChannelReader<ReadResponse> ready, IServerStreamWriter<ReadResponse> stream)
    {
        bool isOpen = true;
        await foreach (ReadResponse response in ready.ReadAllAsync())
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
