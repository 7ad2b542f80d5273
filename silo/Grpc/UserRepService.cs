using System.Security.Claims;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Watching;
using UserRep.Protocol.V1;
using UserRep.Silo.Access;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Access.Limits;
using UserRep.Silo.Problems;
using UserRep.Silo.Versions;

namespace UserRep.Silo.Grpc;

/// <summary>The data plane of the client library. Streams end when the service begins to stop: it would wait for them, and they for ever.</summary>
internal sealed partial class UserRepService(
    IEventIntake intake,
    IEmbeddingReader reader,
    IVectorChanges changes,
    IVersionRegistry versions,
    IConsumerRegistry consumers,
    KnownIdentities identities,
    CallLimits limits,
    IHostApplicationLifetime lifetime,
    ILogger<UserRepService> logger)
    : Protocol.V1.UserRep.UserRepBase
{
    [Authorize(Scopes.EventsWrite)]
    public override async Task<PublishResponse> Publish(PublishRequest request, ServerCallContext context)
    {
        try
        {
            MustBeAsSmall(request, context.GetHttpContext().User);
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
            throw GrpcFailures.Rpc(Failure(error));
        }
    }

    /// <summary>Questions are answered as they come. When the service stops, those that have come still are.</summary>
    [Authorize(Scopes.EmbeddingsRead)]
    public override async Task Read(IAsyncStreamReader<ReadRequest> requestStream, IServerStreamWriter<ReadResponse> responseStream, ServerCallContext context)
    {
        using LastingAccess access = new(identities, context.GetHttpContext(), Scopes.EmbeddingsRead);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping, access.Ended);
        HttpContext http = context.GetHttpContext();
        using AnswerQueue answers = new(responseStream);
        try
        {
            await foreach (ReadRequest request in requestStream.ReadAllAsync(ends.Token))
            {
                await answers.AddAsync(AnswerAsync(request, http, context.CancellationToken), context.CancellationToken);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client has gone, or the service goes.
        }
        finally
        {
            await answers.FinishAsync();
        }

        ThrowIfRefused(access);
    }

    [Authorize(Scopes.EmbeddingsRead)]
    public override async Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context)
    {
        string? version = request.Version.Length == 0 ? null : request.Version;
        using LastingAccess access = new(identities, context.GetHttpContext(), Scopes.EmbeddingsRead);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping, access.Ended);
        try
        {
            await foreach (VectorChange change in changes.WatchAsync(version, request.UserIds, ends.Token))
            {
                WatchResponse response = new();
                response.Changes.Add(GrpcMessages.Change(change));
                await responseStream.WriteAsync(response, ends.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher has gone, or the service goes.
        }

        ThrowIfRefused(access);
    }

    [Authorize(Policies.Known)]
    public override async Task<ListVersionsResponse> ListVersions(ListVersionsRequest request, ServerCallContext context)
    {
        ListVersionsResponse response = new();
        response.Versions.AddRange((await versions.ListAsync(context.CancellationToken)).Select(
            v => new Protocol.V1.Version { Version_ = v.Version, Space = v.Space, Dimension = v.Dimension, State = v.State.Name() }));
        return response;
    }

    [Authorize(Policies.Consumer)]
    [Audited("consumer.put")]
    public override async Task<RegisterConsumerResponse> RegisterConsumer(RegisterConsumerRequest request, ServerCallContext context)
    {
        try
        {
            ConsumerInfo consumer = new()
            {
                Name = request.Name,
                Accepts = [.. request.Accepts],
                Pin = request.Pin.Length == 0 ? null : request.Pin,
                Lease = GrpcMessages.Time(request.LeaseMs),
                AllowsCompatible = request.AllowsCompatible,
            };
            HttpContext http = context.GetHttpContext();
            AuditTarget.Set(http, request.Name);
            http.User.MustSpeakFor(request.Name);
            ConsumerStatus status = await consumers.PutAsync(consumer, RequestFacts.Actor(http.Request, request.Name), context.CancellationToken);
            RegisterConsumerResponse response = new() { Reads = status.Reads ?? string.Empty, ReadsInCanary = status.ReadsInCanary ?? string.Empty };
            response.Retired.AddRange(status.Retired);
            return response;
        }
        catch (ForbiddenException error)
        {
            throw GrpcFailures.Rpc(error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw GrpcFailures.Rpc(Failure(error));
        }
    }

    private static void ThrowIfRefused(LastingAccess access)
    {
        if (access.IsRefused)
        {
            throw new RpcException(new global::Grpc.Core.Status(StatusCode.Unauthenticated, "The key that the stream began with is not good for it any more."));
        }
    }

    /// <summary>What is too large for anybody is refused before it gets here; a caller may have a limit of its own.</summary>
    private void MustBeAsSmall(IMessage message, ClaimsPrincipal user)
    {
        if (limits.MaxBytes(user) is { } most && message.CalculateSize() > most)
        {
            throw new TooLargeException($"The message has {message.CalculateSize()} bytes, and maxBodyBytes of \"{user.Identity?.Name}\" is {most}. Send less at a time, or raise it.");
        }
    }

    /// <summary>Each question counts as a request does.</summary>
    private ValueTask<Answer> AnswerAsync(ReadRequest request, HttpContext http, CancellationToken cancellation)
    {
        ClaimsPrincipal user = http.User;
        if (limits.Count(user, http.Connection.RemoteIpAddress) is { } tooMany)
        {
            return new ValueTask<Answer>(Failed(request.Id, tooMany));
        }

        if (request.Consumer.Length > 0)
        {
            return AnswerForAsync(request, user, cancellation);
        }

        ValueTask<EmbeddingBatch> read;
        try
        {
            MustBeAsSmall(request, user);
            user.MustReadFor(consumer: null);
            read = reader.ReadAsync(GrpcMessages.Query(request), cancellation);
        }
        catch (Exception error)
        {
            return new ValueTask<Answer>(Failed(request.Id, error));
        }

        return read.IsCompletedSuccessfully ? new ValueTask<Answer>(Answer.Of(request.Id, read.Result)) : WaitAsync(request.Id, read);
    }

    private async ValueTask<Answer> AnswerForAsync(ReadRequest request, ClaimsPrincipal user, CancellationToken cancellation)
    {
        try
        {
            MustBeAsSmall(request, user);
            user.MustReadFor(request.Consumer);
            return Answer.Of(request.Id, await reader.ReadForAsync(request.Consumer, request.SingleVersion, GrpcMessages.Query(request), cancellation));
        }
        catch (Exception error)
        {
            return Failed(request.Id, error);
        }
    }

    private async ValueTask<Answer> WaitAsync(ulong id, ValueTask<EmbeddingBatch> read)
    {
        try
        {
            return Answer.Of(id, await read);
        }
        catch (Exception error)
        {
            return Failed(id, error);
        }
    }

    private Answer Failed(ulong id, Exception error) => new(new ReadResponse { Id = id, Failure = Failure(error) });

    /// <summary>What callers are told; what they cannot understand is for whoever runs the service.</summary>
    private Failure Failure(Exception error)
    {
        Failure failure = GrpcFailures.Of(error);
        if (failure.Kind == FailureKind.Unspecified && error is not OperationCanceledException)
        {
            LogFailed(logger, error);
        }

        return failure;
    }

    [LoggerMessage(2002, LogLevel.Error, "A gRPC call failed.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
