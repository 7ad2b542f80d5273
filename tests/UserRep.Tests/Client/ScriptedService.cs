extern alias Silo;

using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Silo::UserRep.Protocol.V1;

namespace UserRep.Tests.Client;

/// <summary>A service that answers reads as a test says, over the real wire.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="answer">From the number of the stream, from 1, and a question to the answer; null for none.</param>
    public static async Task<ScriptedService> StartAsync(Func<int, ReadRequest, ReadResponse?> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Script(answer));
        WebApplication app = builder.Build();
        app.MapGrpcService<Service>();
        await app.StartAsync();
        return new ScriptedService(app);
    }

    /// <summary>Vectors of two numbers, the given one and 1.</summary>
    public static ReadResponse Vectors(ReadRequest request, float number, string? version = null)
    {
        ReadResponse response = new() { Id = request.Id, Version = version ?? (request.Version.Length > 0 ? request.Version : "v1"), Space = "space", Dimension = 2, ServedAtMs = 2_000 };
        byte[] vector = [.. BitConverter.GetBytes(number), .. BitConverter.GetBytes(1f)];
        response.Vectors = Google.Protobuf.ByteString.CopyFrom([.. request.UserIds.SelectMany(_ => vector)]);
        response.Positions.Add(request.UserIds.Select(_ => 1L));
        response.AsOfMs.Add(request.UserIds.Select(_ => 1_000L));
        response.Freshness = Google.Protobuf.ByteString.CopyFrom(new byte[request.UserIds.Count]);
        return response;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private sealed class Script(Func<int, ReadRequest, ReadResponse?> answer)
    {
        private int _streams;

        public int Open() => Interlocked.Increment(ref _streams);

        public ReadResponse? Answer(int stream, ReadRequest request) => answer(stream, request);
    }

    private sealed class Service(Script script) : Silo::UserRep.Protocol.V1.UserRep.UserRepBase
    {
        public override Task<PublishResponse> Publish(PublishRequest request, ServerCallContext context)
        {
            PublishResponse response = new();
            response.Positions.Add(request.Events.Select(_ => 1L));
            return Task.FromResult(response);
        }

        public override async Task Read(IAsyncStreamReader<ReadRequest> requestStream, IServerStreamWriter<ReadResponse> responseStream, ServerCallContext context)
        {
            int stream = script.Open();
            await foreach (ReadRequest request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                if (script.Answer(stream, request) is { } response)
                {
                    await responseStream.WriteAsync(response, context.CancellationToken);
                }
            }
        }
    }
}
